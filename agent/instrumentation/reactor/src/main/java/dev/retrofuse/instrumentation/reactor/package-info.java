/**
 * Reactor from 3.1 on: what a request has goes with the pipelines that are subscribed to for it.
 */
package dev.retrofuse.instrumentation.reactor;
