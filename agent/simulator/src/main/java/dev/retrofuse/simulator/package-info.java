/** Plays thousands of clients of one dependency on its bad days, under one policy or another. */
package dev.retrofuse.simulator;
