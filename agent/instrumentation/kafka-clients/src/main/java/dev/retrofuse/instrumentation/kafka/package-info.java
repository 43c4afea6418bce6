/** kafka-clients: sends are guarded and carry trace context; records bring theirs along. */
package dev.retrofuse.instrumentation.kafka;
