/**
 * A terminal's whole screen: drawn line by line, spoken to by single keys, given back as it was.
 */
package dev.retrofuse.cli.screen;
