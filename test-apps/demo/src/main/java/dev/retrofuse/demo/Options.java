package dev.retrofuse.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the demo was asked for.
 *
 * @param root the project's folder, where every command is run
 * @param serviceJava the Java home of the order service
 * @param colour whether to write terminal colours
 */
record Options(Path root, Path serviceJava, boolean colour) {
  static final String USAGE =
      """
      usage: scripts/demo [--service-java JAVA_HOME]
        --service-java JAVA_HOME  run the order service on this Java (8 or later) instead of the demo's own
      """;

  /** Throws IllegalArgumentException with a message for the user. */
  static Options parse(String[] args) {
    Path root = Path.of("");
    Path serviceJava = Path.of(System.getProperty("java.home"));
    boolean colour = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--root" -> root = Path.of(value(args, ++i));
        case "--service-java" -> serviceJava = javaHome(value(args, ++i));
        case "--colour" -> colour = true;
        default -> throw new IllegalArgumentException("unknown argument: " + args[i]);
      }
    }
    return new Options(root.toAbsolutePath().normalize(), serviceJava, colour);
  }

  private static String value(String[] args, int i) {
    if (i == args.length) {
      throw new IllegalArgumentException(args[i - 1] + " needs a value");
    }
    return args[i];
  }

  private static Path javaHome(String value) {
    Path home = Path.of(value);
    if (!Files.isExecutable(Child.java(home))) {
      throw new IllegalArgumentException("no Java in " + value);
    }
    return home;
  }
}
