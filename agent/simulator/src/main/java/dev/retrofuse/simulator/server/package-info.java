/** The dependency that all clients call. */
package dev.retrofuse.simulator.server;
