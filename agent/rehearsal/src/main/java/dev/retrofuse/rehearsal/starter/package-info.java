/** Rules to begin with, made from what a JVM was seen to call. */
package dev.retrofuse.rehearsal.starter;
