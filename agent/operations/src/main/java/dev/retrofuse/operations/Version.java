package dev.retrofuse.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The version of this build, from a resource that Maven fills in. */
public final class Version {
  private Version() {}

  /** Such as {@code 1.2.0}. */
  public static String current() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt");
        BufferedReader text =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return text.readLine().trim();
    } catch (IOException e) {
      throw new IllegalStateException("no version in this jar", e);
    }
  }
}
