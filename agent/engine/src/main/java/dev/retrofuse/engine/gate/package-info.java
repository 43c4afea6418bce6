/** The policies of a rule, but for its breaker, as a call passes them one after the other. */
package dev.retrofuse.engine.gate;
