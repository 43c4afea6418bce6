/** Bad days, and how they are played. */
package dev.retrofuse.simulator.scenario;
