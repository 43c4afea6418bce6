/** Class file in, woven class file out: matching, inlining of advice, retransformation. */
package dev.retrofuse.weaving;
