/**
 * The failures that rejected calls end with: of types of the JDK or the library, cheap, never
 * shared.
 */
package dev.retrofuse.engine.rejection;
