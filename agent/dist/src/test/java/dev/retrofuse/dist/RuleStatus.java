package dev.retrofuse.dist;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the JSON status says of the one key of a rule. */
final class RuleStatus {
  private static final List<String> OBJECTS = List.of("retry", "spool", "drill");

  private final String json;

  RuleStatus(String status, String rule) {
    int from = status.indexOf("{\"rule\":\"" + rule + "\"");
    int to = status.indexOf("{\"rule\":", from + 1);
    json = from < 0 ? "" : status.substring(from, to < 0 ? status.length() : to);
  }

  /**
   * The words with the values that they have here: {@code calls=1}, {@code state=OPEN}, {@code
   * rate-limit.refused=1}, {@code retry.made=1}; {@code refused>0} when that is so.
   */
  String of(String words) {
    return Arrays.stream(words.split(" ")).map(this::word).collect(Collectors.joining(" "));
  }

  private String word(String word) {
    String path = word.replaceAll("[=>].*", "");
    String value = value(path);
    return word.endsWith(">0") && value.matches("[1-9]\\d*") ? path + ">0" : path + "=" + value;
  }

  private String value(String path) {
    int dot = path.indexOf('.');
    String part = path.substring(0, Math.max(dot, 0));
    String start =
        part.isEmpty()
            ? ""
            : OBJECTS.contains(part)
                ? "\"" + part + "\":\\{[^}]*"
                : "\"policy\":\"" + part + "\"[^}]*";
    String name = path.substring(dot + 1);
    Matcher matcher = Pattern.compile(start + "\"" + name + "\":\"?([^,\"}]+)").matcher(json);
    return matcher.find() ? matcher.group(1) : "?";
  }
}
