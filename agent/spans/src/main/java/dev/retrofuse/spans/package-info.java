/** Records requests, messages and calls as spans, and sends them to a collector as OTLP. */
package dev.retrofuse.spans;
