/**
 * The circuit breaker: permits, windows, states. Knows nothing of rules' scopes, calls or waist;
 * time comes in from outside.
 */
package dev.retrofuse.engine.breaker;
