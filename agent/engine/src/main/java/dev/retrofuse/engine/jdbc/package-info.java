/** What is known of a JDBC call: its URL, its SQL, and the objects that both were learnt from. */
package dev.retrofuse.engine.jdbc;
