/** Apache HttpClient 4.0 to 4.5, the classic (blocking) clients. */
package dev.retrofuse.instrumentation.apachehttpclient4;
