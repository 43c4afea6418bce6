/** NATS: publishing and requests are guarded, and messages carry trace context. */
package dev.retrofuse.instrumentation.nats;
