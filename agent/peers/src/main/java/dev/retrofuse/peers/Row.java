package dev.retrofuse.peers;

/**
 * A scenario that one library and Retrofuse went through.
 *
 * @param happens what happens, and what the figures count
 * @param there what came out with the library
 * @param here what came out with Retrofuse
 */
public record Row(String library, String happens, Figure there, Figure here) {}
