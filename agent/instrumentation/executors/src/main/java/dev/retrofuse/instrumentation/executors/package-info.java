/** Executors, timers and threads of the JDK: what a request has goes with the work it asks for. */
package dev.retrofuse.instrumentation.executors;
