/** What the agent counts, for Prometheus to fetch and for a collector to be sent. */
package dev.retrofuse.metrics;
