/**
 * What an operator sees of the running agent: log lines, state changes, MBeans, the status; and the
 * watch over the rule file. One daemon thread does it all, never one of the application's.
 */
package dev.retrofuse.operations;
