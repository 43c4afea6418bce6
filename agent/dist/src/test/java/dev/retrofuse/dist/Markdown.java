package dev.retrofuse.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** As much of Markdown as the documents use. */
final class Markdown {
  private static final String FENCE = "```";

  /** A fenced block: its language or "", the number of its first line, and its lines. */
  record Block(String language, int line, List<String> lines) {}

  private final List<Block> blocks = new ArrayList<>();

  /** The text outside of fenced blocks, whose lines are empty here. */
  private final List<String> prose = new ArrayList<>();

  Markdown(String text) {
    Block open = null;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      boolean fence = line.trim().startsWith(FENCE);
      if (fence && open == null) {
        open = new Block(line.trim().substring(FENCE.length()), number + 1, new ArrayList<>());
        blocks.add(open);
      } else if (fence) {
        open = null;
      } else if (open != null) {
        open.lines().add(line);
      }
      prose.add(fence || open != null ? "" : line);
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  List<String> prose() {
    return prose;
  }

  /** What links can name behind '#', as GitHub makes it of headings. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    for (String line : prose) {
      if (line.matches("#{1,6} .*")) {
        String anchor = anchor(line.replaceFirst("^#+ +", ""));
        String unique = anchor;
        for (int i = 1; !anchors.add(unique); i++) {
          unique = anchor + "-" + i;
        }
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .trim()
        .replace(' ', '-');
  }
}
