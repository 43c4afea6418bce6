/** Calls made again: whether, when, and how often in all. */
package dev.retrofuse.engine.retry;
