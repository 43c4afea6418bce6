package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between documents, to their headings and to files, lead somewhere. */
class DocumentLinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^)\\s]+)\\)|\\b(?:href|src)=\"([^\"]+)\"");

  @Test
  void leadSomewhere() throws IOException {
    List<String> lost = new ArrayList<>();
    int links = 0;
    for (Path file : Documents.all()) {
      String prose = String.join("\n", new Markdown(Documents.text(file)).prose());
      Matcher link = LINK.matcher(prose.replaceAll("`[^`]*`", ""));
      while (link.find()) {
        String target = link.group(1) != null ? link.group(1) : link.group(2);
        if (!target.matches("[a-z]+:.*")) {
          links++;
          check(file, target, lost);
        }
      }
    }
    assertEquals(List.of(), lost);
    assertTrue(links > 20, links + " links");
  }

  private static void check(Path file, String target, List<String> lost) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path to = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    String place = Documents.ROOT.relativize(file) + " links to " + target;
    if (!to.startsWith(Documents.ROOT) || !Files.exists(to)) {
      lost.add(place + ": no such file");
    } else if (hash >= 0 && !anchors(to).contains(target.substring(hash + 1))) {
      lost.add(place + ": its headings are " + anchors(to));
    }
  }

  private static Set<String> anchors(Path page) {
    return page.toString().endsWith(".md")
        ? new Markdown(Documents.text(page)).anchors()
        : Set.of();
  }

  @Test
  void headingsAreNamedAsTheirReadersNameThem() {
    Markdown page =
        new Markdown(
            "# `a-b` is: it, 3!\n```\n# not this\n```\n## Twice\n## Twice\n## [x](y.md) z");
    assertEquals(Set.of("a-b-is-it-3", "twice", "twice-1", "x-z"), page.anchors());
  }
}
