/**
 * What bounds how many calls are made: bulkhead, concurrency limit, rate limit, throttle, retry
 * budget. Knows nothing of rules or of what a call is; time comes in from outside.
 */
package dev.retrofuse.engine.limit;
