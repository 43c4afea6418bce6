/** Known ways in which breakers, limits and bulkheads fail; a class each. */
package dev.retrofuse.peers.failure;
