/** W3C trace context and baggage: what comes in is read strictly, what goes on is always valid. */
package dev.retrofuse.trace;
