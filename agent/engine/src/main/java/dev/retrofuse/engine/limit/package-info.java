/** Limits on calls: how many at once, how many per second, how many of them and which retries. */
package dev.retrofuse.engine.limit;
