/** What a call costs at a breaker, beside the libraries that people use today. */
package dev.retrofuse.benchmarks.engine;
