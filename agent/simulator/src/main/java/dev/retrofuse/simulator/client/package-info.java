/** Those who call, and the account of how their calls ended. */
package dev.retrofuse.simulator.client;
