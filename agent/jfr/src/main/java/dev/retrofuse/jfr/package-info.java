/** What happens to calls, as events of the JDK's flight recorder. */
package dev.retrofuse.jfr;
