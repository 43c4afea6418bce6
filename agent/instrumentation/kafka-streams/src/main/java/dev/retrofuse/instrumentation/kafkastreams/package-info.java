/** kafka-streams: a task works for the trace context of the record at hand. */
package dev.retrofuse.instrumentation.kafkastreams;
