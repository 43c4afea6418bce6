package dev.retrofuse.review.lint;

/** Looks at one rule. */
interface Check {
  void look(Subject subject);
}
