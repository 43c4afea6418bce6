/** What calls get in place of their failure. */
package dev.retrofuse.engine.fallback;
