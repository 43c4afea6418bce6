/** Class file in, woven class file out: matching, Byte Buddy, retransformation. */
package dev.retrofuse.weaving;
