/** Counts over the last while: what several policies look back on. */
package dev.retrofuse.engine.window;
