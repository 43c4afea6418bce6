/** Jedis: what is added to streams and published to channels is guarded; entries carry context. */
package dev.retrofuse.instrumentation.jedis;
