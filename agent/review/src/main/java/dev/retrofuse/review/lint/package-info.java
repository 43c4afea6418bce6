/** Rules that do not what they seem to, found by computing. */
package dev.retrofuse.review.lint;
