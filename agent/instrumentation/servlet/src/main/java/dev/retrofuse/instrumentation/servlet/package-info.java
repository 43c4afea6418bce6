/** Servlets and their filters, javax from 2.5 and jakarta from 5: trace context of requests. */
package dev.retrofuse.instrumentation.servlet;
