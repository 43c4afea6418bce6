package dev.retrofuse.rules;

/** Reads the file's section {@code log}. */
final class LogReader {
  private static final long KB = 1L << 10;
  private static final long MB = 1L << 20;
  private static final long LARGEST = 10L << 30;

  private static final Key LOG =
      Key.section(
          "log", "Writes the agent's lines to a file of its own, not to the standard error.");
  private static final Key FILE =
      Key.text(
              "file",
              "an absolute path",
              "The file, created for its owner alone; lines are added to one that exists.")
          .required();
  private static final Key MAX_SIZE =
      Key.size(
              "max-size",
              64 * KB,
              LARGEST,
              "How large the file may become; then it is renamed to file.1, that one to file.2, and"
                  + " so on.")
          .fallback(10.0 * MB);
  private static final Key KEEP =
      Key.integer("keep", 0, 100, "How many of the renamed files stay.").fallback(3);

  private LogReader() {}

  /** Null when the file has none. */
  static LogFile read(Section file) {
    Section section = file.section(LOG);
    if (section == null) {
      return null;
    }
    Node path = section.text(FILE);
    if (path != null && !SpoolReader.isAbsolute(path.text)) {
      section.wrong(FILE, path, "write one such as /var/log/shop/retrofuse.log");
    }
    long maxBytes = (long) section.number(MAX_SIZE);
    int keep = (int) section.number(KEEP);
    return new LogFile(path == null ? "" : path.text, maxBytes, keep);
  }
}
