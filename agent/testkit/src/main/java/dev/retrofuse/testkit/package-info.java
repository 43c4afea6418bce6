/** What tests of instrumentations share: an agent in this JVM, and a contract per kind of call. */
package dev.retrofuse.testkit;
