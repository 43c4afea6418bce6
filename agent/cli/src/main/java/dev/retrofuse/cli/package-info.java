/**
 * The command line. Exit codes: 0 done, 1 failed, 2 wrong usage or a rule file with problems.
 * Errors are sentences on the error output, never stack traces.
 */
package dev.retrofuse.cli;
