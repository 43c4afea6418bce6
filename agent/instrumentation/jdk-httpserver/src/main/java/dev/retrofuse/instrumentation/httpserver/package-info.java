/** {@code com.sun.net.httpserver}: trace context of requests that come in. */
package dev.retrofuse.instrumentation.httpserver;
