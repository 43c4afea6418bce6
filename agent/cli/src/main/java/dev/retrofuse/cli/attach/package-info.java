/**
 * Processes seen from outside: which are JVMs, what stands in the way of attaching to one, and the
 * ways to speak to it.
 */
package dev.retrofuse.cli.attach;
