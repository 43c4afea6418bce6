/**
 * Plays calls to rules before they meet any: on a clock of its own, but with the engine's own
 * matching and guards.
 */
package dev.retrofuse.rehearsal;
