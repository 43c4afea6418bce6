/** What the build runs to make the one jar; not in it. */
package dev.retrofuse.packaging;
