/** What the end of a call says of the remote side. */
package dev.retrofuse.engine.outcome;
