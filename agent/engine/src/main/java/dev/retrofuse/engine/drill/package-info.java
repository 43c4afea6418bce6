/** Drills: calls that are held up or made fail for a limited time. */
package dev.retrofuse.engine.drill;
