/**
 * The rule language: an immutable model of what an operator wrote, the reader of rule files, and
 * the problems it finds, each with its place.
 */
package dev.retrofuse.rules;
