package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links to a place within a document lead to one of its headings. */
class AnchorsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)#([^)]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  /** As Git hosts name the anchors of headings. */
  private static Set<String> anchors(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void lead() throws IOException {
    int links = 0;
    for (Path file : DocumentsTest.documents()) {
      String text = DocumentsTest.text(file);
      for (MatchResult link : LINK.matcher(text).results().toList()) {
        String there = link.group(1);
        String target = there.isEmpty() ? text : DocumentsTest.text(file.resolveSibling(there));
        assertTrue(anchors(target).contains(link.group(2)), file + " links to " + link.group());
        links++;
      }
    }
    assertTrue(links >= 20, links + " links");
  }
}
