/**
 * The only classes that woven code may name. They are relocated into {@code java.lang} and defined
 * into the boot loader, so that every class loader of the target JVM sees them; they know the JDK
 * only, change rarely, and hold nothing of the agent after detach.
 */
package dev.retrofuse.waist;
