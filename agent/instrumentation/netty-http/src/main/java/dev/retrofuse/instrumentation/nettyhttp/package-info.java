/** The HTTP/1 server codec of Netty 4.1 and later: trace context of requests that come in. */
package dev.retrofuse.instrumentation.nettyhttp;
