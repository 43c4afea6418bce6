/** The calls of a JVM one by one, written down for a while: bounded, and without any values. */
package dev.retrofuse.operations.recording;
