/** {@code java.net.http}, the JDK's client since 11: HTTP/1.1 and 2, synchronous and not. */
package dev.retrofuse.instrumentation.javahttpclient;
