/**
 * What stands between a client and its dependency: Retrofuse's own engine, and models of others.
 */
package dev.retrofuse.simulator.policy;
