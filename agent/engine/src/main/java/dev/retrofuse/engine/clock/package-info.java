/** A clock that costs less than the system's, for breakers that are asked very often. */
package dev.retrofuse.engine.clock;
