/**
 * Messages of each library as bytes, and how they are sent later over what the application has
 * open. Libraries are reached by their public methods, because the engine cannot name them.
 */
package dev.retrofuse.engine.courier;
