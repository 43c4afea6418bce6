/** {@code java.net.HttpURLConnection}: every way to start the exchange is one call. */
package dev.retrofuse.instrumentation.httpurlconnection;
