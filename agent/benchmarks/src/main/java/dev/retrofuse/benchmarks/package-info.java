/** What the agent costs: start-up, memory, and per call; each variant in a JVM of its own. */
package dev.retrofuse.benchmarks;
