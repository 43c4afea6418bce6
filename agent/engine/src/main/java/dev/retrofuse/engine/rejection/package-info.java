/** The failures that rejected calls end with: of types of the JDK, cheap, never shared. */
package dev.retrofuse.engine.rejection;
