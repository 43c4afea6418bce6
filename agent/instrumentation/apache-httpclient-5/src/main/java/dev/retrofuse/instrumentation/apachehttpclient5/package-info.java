/** Apache HttpClient 5, the classic (blocking) clients. */
package dev.retrofuse.instrumentation.apachehttpclient5;
