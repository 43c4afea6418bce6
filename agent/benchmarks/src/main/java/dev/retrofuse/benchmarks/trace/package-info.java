/** What carrying trace context adds to a guarded call. */
package dev.retrofuse.benchmarks.trace;
