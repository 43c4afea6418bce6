/** Retrofuse's engine beside the libraries that people use today: the same scenario for each. */
package dev.retrofuse.peers;
