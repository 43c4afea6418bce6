package dev.retrofuse.simulator.server;

/**
 * What a server can do.
 *
 * @param capacity calls a second when warm
 * @param queue so many calls may wait; more are refused
 * @param cold the share of its capacity that it has with cold caches
 * @param warmUpCalls answers that somebody still waits for, until its caches are warm
 */
public record Machine(double capacity, int queue, double cold, int warmUpCalls) {}
