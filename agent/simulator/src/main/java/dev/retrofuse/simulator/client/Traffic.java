package dev.retrofuse.simulator.client;

/**
 * Who calls, and how.
 *
 * @param clients each has a policy of its own
 * @param callsPerSecond of all clients together; they come at random
 * @param keys calls go to one of so many keys at random
 * @param timeoutSeconds so long a client waits for an answer
 * @param retries so often a client tries again if its policy lets it; after 50 to 100, 100 to 200,
 *     ... ms
 */
public record Traffic(
    int clients, double callsPerSecond, int keys, double timeoutSeconds, int retries) {}
