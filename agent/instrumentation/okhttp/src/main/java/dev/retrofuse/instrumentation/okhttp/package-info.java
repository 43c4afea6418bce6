/** OkHttp 3.9 and later, 4 and 5, synchronous and not. */
package dev.retrofuse.instrumentation.okhttp;
