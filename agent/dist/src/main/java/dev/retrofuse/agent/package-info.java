/** The agent inside a JVM: how it begins, what it wires together, and how it goes. */
package dev.retrofuse.agent;
