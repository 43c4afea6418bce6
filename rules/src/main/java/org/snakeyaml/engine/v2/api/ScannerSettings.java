package org.snakeyaml.engine.v2.api;

import java.util.Collections;
import java.util.Optional;
import org.snakeyaml.engine.v2.env.EnvConfig;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The settings that a scanner looks at. The library's builder also makes schemas, constructors,
 * regular expressions and lambdas, which was nearly half of the time that the first rule file took
 * in a new JVM; the constructor that goes without is visible in this package only.
 */
public final class ScannerSettings {
  private ScannerSettings() {}

  /**
   * Settings with marks, for the scanner and its reader alone.
   *
   * @param bufferSize how many characters are read at once
   * @param maxLength in code points
   */
  public static LoadSettings of(int bufferSize, int maxLength) {
    return new LoadSettings(
        "rules",
        Collections.<Tag, ConstructNode>emptyMap(),
        null,
        null,
        null,
        null,
        bufferSize,
        false,
        false,
        0,
        true,
        Collections.<SettingKey, Object>emptyMap(),
        Optional.<EnvConfig>empty(),
        false,
        maxLength,
        null);
  }
}
