/**
 * The only classes of the jar that its class path shows: they find the isolated loader and hand
 * over.
 */
package dev.retrofuse.launch;
