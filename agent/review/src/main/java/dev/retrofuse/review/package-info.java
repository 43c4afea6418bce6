/** What is said of rule files before they act; no part of the running agent. */
package dev.retrofuse.review;
