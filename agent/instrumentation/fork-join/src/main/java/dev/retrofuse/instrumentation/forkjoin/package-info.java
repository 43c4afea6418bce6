/** Fork/join tasks, parallel streams and completable futures: what a request has goes with them. */
package dev.retrofuse.instrumentation.forkjoin;
