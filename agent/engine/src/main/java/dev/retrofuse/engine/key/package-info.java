/**
 * By what a breaker tells the calls of one scope apart: hashes first, so that a known key builds no
 * text.
 */
package dev.retrofuse.engine.key;
