package dev.retrofuse.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Text of {@code name=value} lines, as the services answer it; other lines are kept apart. */
record Values(Map<String, String> byName, List<String> others) {
  static Values parse(String text) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        byName.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new Values(byName, text.lines().filter(line -> line.indexOf('=') < 0).toList());
  }

  /** 0 when there is none. */
  int number(String name) {
    return Integer.parseInt(byName.getOrDefault(name, "0"));
  }
}
