/** Breakers, bulkheads and what a call is: everything that decides, and nothing of bytecode. */
package dev.retrofuse.engine;
