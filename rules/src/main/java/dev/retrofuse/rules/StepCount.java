package dev.retrofuse.rules;

/** What a test counts of the calls of a step. */
public enum StepCount {
  REFUSED("refused", "How many of the step's calls are refused."),
  WOULD_REFUSE("would-refuse", "How many of them are made only because rule or policy observes."),
  RETRIES("retries", "How often calls of the step are made again."),
  OUT_OF_BUDGET(
      "out-of-budget", "How often one would have been made again, had there been a budget for it."),
  FAILED(
      "failed",
      "How many calls were made and end, after their last try, with a failure for the"
          + " application."),
  ANSWERED("answered", "In place of how many calls the application gets the rule's fallback."),
  STRUCK("struck", "How many tries the rule's drill strikes.");

  private final String word;
  private final String description;

  StepCount(String word, String description) {
    this.word = word;
    this.description = description;
  }

  String description() {
    return description;
  }

  /** As it is written in a file. */
  @Override
  public String toString() {
    return word;
  }
}
