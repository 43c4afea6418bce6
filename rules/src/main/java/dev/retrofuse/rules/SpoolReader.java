package dev.retrofuse.rules;

/** Reads the section {@code spool} of a fallback. */
final class SpoolReader {
  private static final long MB = 1L << 20;
  private static final long SMALLEST = MB;
  private static final long LARGEST = 100L << 30;

  private static final Key FOLDER =
      Key.text(
              "folder",
              "an absolute path",
              "Where the files are; the rule's are in a folder of its own below it, which one"
                  + " process at a time can use.")
          .required();
  private static final Key MAX_SIZE =
      Key.size(
              "max-size",
              SMALLEST,
              LARGEST,
              "How much the rule's files may take on disk. When they do, and at 1,000,000 messages,"
                  + " a refused send fails as in a rule without fallback.")
          .fallback(100.0 * MB);
  private static final Key SYNC =
      Key.word(
              "sync",
              Sync.values(),
              "Whether each message is forced to the disk, so that it survives a power cut. It"
                  + " survives the end of the process in any case.")
          .fallback(Sync.FALSE);

  private SpoolReader() {}

  private enum Sync {
    TRUE,
    FALSE;

    @Override
    public String toString() {
      return this == TRUE ? "true" : "false";
    }
  }

  /** Null when there is no folder, which is then a problem. */
  static Spool read(Section section) {
    Node folder = section.text(FOLDER);
    if (folder != null && !isAbsolute(folder.text)) {
      section.wrong(FOLDER, folder, "write one such as /var/spool/retrofuse");
    }
    double size = section.number(MAX_SIZE);
    boolean sync = section.word(SYNC) == Sync.TRUE;
    return folder == null ? null : new Spool(folder.text, (long) size, sync);
  }

  // By its form, because a file may be checked on another machine than the one it is for.
  static boolean isAbsolute(String path) {
    boolean drive =
        path.length() > 2 && path.charAt(1) == ':' && "\\/".indexOf(path.charAt(2)) >= 0;
    return drive || path.startsWith("/") || path.startsWith("\\\\");
  }
}
