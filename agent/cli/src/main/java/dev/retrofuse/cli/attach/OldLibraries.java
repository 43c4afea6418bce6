package dev.retrofuse.cli.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jars that a JVM has open of libraries in versions that are not woven, by the names that build
 * tools give them. Jars within jars are not seen; an agent says more of what it met.
 */
final class OldLibraries {
  /** How the jar's name begins; what it is; the oldest version that is woven, empty for none. */
  static final String[][] KNOWN = {
    {"okhttp", "OkHttp", "3.9"},
    {"grpc-core", "gRPC", "1.6"},
    {"jedis", "Jedis", "3.1"},
    {"lettuce-core", "Lettuce", "5.1"},
    {"lettuce", "Lettuce", "5.1"},
    {"commons-httpclient", "Apache HttpClient 3", ""},
  };

  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d{1,9}(?:\\.\\d{1,9})*)[^/]*\\.jar");

  private OldLibraries() {}

  static List<Finding> in(Target target) {
    List<Finding> findings = new ArrayList<>();
    for (String file : new TreeSet<>(target.openFiles())) {
      Matcher jar = JAR.matcher(file);
      for (String[] known : KNOWN) {
        if (jar.matches() && jar.group(1).equals(known[0]) && isOlder(jar.group(2), known[2])) {
          findings.add(finding(file, known));
        }
      }
    }
    return findings;
  }

  private static Finding finding(String file, String[] known) {
    String guarded =
        known[2].isEmpty() ? " is never guarded" : " is guarded from " + known[2] + " on";
    return Finding.warning(
        "libraries",
        "it uses " + file + "; " + known[1] + guarded,
        "its calls are not; use a later one");
  }

  /** Part by part, as numbers. */
  static boolean isOlder(String version, String floor) {
    String[] parts = version.split("\\.");
    String[] floors = floor.split("\\.");
    for (int i = 0; i < floors.length && !floor.isEmpty(); i++) {
      int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
      if (part != Integer.parseInt(floors[i])) {
        return part < Integer.parseInt(floors[i]);
      }
    }
    return floor.isEmpty();
  }
}
