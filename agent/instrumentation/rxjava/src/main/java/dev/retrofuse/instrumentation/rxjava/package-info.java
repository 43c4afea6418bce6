/** RxJava 2 and 3: what a request has goes with the chains that are subscribed to for it. */
package dev.retrofuse.instrumentation.rxjava;
