/** How long calls may take: time-outs, deadlines, and the watchdog that cuts what takes longer. */
package dev.retrofuse.engine.timeout;
