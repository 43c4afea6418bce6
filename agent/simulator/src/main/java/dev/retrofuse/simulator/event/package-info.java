/** Simulated time, and what happens when. */
package dev.retrofuse.simulator.event;
