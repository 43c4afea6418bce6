/** The trace in the lines that the application logs. */
package dev.retrofuse.instrumentation.logging;
