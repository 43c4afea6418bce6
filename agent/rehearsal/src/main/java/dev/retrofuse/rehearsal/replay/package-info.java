/** A recording of calls, played to the engine under other rules. */
package dev.retrofuse.rehearsal.replay;
