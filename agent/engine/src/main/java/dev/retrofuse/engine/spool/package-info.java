/**
 * Messages on disk: a log of segment files for each key of a rule, bounded, and whole again after
 * its process was killed.
 */
package dev.retrofuse.engine.spool;
