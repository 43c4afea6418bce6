package dev.retrofuse.agent;

import dev.retrofuse.cli.Main;
import java.io.File;

/** {@code java -jar}: the command line, which may need the engine in its own JVM. */
public final class CommandLine {
  private CommandLine() {}

  /** Runs one command to its end; gives the exit code. */
  public static int run(String[] arguments, File jar) {
    ClassLoader inner = CommandLine.class.getClassLoader();
    return Main.run(arguments, jar, () -> Waist.placeForTheCommandLine(inner));
  }
}
