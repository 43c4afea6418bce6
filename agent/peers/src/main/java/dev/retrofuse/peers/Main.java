package dev.retrofuse.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page of failure modes: its introduction, and the table of what came out just now. */
public final class Main {
  private Main() {}

  /** Argument: the file to write. */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), introduction() + Table.play(FailureModes.all()));
    System.exit(0); // the libraries' own threads would go on
  }

  static String introduction() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream("failure-modes.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
