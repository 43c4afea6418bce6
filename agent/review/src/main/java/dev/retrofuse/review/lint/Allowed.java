package dev.retrofuse.review.lint;

import dev.retrofuse.rules.Place;
import dev.retrofuse.rules.Places;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the file says is meant so: {@code # lint: allow CODE, CODE} in the line of the finding or of
 * its rule, or in the comment lines above either.
 */
final class Allowed {
  private static final Pattern COMMENT = Pattern.compile("#.*\\blint:\\s*allow\\s+([a-z, -]+)");

  private final Places places;
  private final Map<String, List<String>> files = new HashMap<>();

  Allowed(Places places) {
    this.places = places;
  }

  boolean allows(Finding finding) {
    return allows(finding.place(), finding.code())
        || allows(places.of(finding.rule()), finding.code());
  }

  private boolean allows(Place place, Code code) {
    List<String> lines = files.computeIfAbsent(place.source(), Allowed::lines);
    int at = place.line() - 1;
    boolean found = at < lines.size() && names(lines.get(at), code);
    while (!found && --at >= 0 && at < lines.size() && isComment(lines.get(at))) {
      found = names(lines.get(at), code);
    }
    return found;
  }

  private static boolean isComment(String line) {
    return line.trim().startsWith("#");
  }

  private static boolean names(String line, Code code) {
    Matcher comment = COMMENT.matcher(line);
    return comment.find()
        && Arrays.asList(comment.group(1).trim().split("[, ]+")).contains(code.toString());
  }

  /** None of a text that is in no file. */
  private static List<String> lines(String source) {
    try {
      return Files.readAllLines(new File(source).toPath(), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException gone) {
      return Collections.emptyList();
    }
  }
}
