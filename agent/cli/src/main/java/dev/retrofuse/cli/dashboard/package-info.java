/** A web page over all guarded JVMs of this machine, served by the command line's own process. */
package dev.retrofuse.cli.dashboard;
