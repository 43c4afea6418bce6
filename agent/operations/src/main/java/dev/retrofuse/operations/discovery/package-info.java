/** What a JVM calls, looked at for a while: counted, bounded, and forgotten afterwards. */
package dev.retrofuse.operations.discovery;
