package dev.retrofuse.operations.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lines that many calls share, numbered from 0. */
final class Dictionary {
  private static final int MOST_CHARACTERS = 4_000_000;

  private final String word;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private int characters;

  /**
   * @param word that its lines begin with
   */
  Dictionary(String word) {
    this.word = word;
  }

  /**
   * The number of a line; -1 when it would be one too many.
   *
   * @param most so many are kept
   */
  int number(String line, int most) {
    Integer known = numbers.get(line);
    return known != null ? known : numbers.size() >= most ? -1 : add(line, most);
  }

  private synchronized int add(String line, int most) {
    Integer known = numbers.get(line);
    if (known != null) {
      return known;
    }
    if (lines.size() >= most || characters + line.length() > MOST_CHARACTERS) {
      return -1;
    }
    characters += line.length();
    lines.add(line);
    numbers.put(line, lines.size() - 1);
    return lines.size() - 1;
  }

  synchronized void writeTo(StringBuilder text) {
    for (int i = 0; i < lines.size(); i++) {
      text.append(word).append('\t').append(i).append('\t').append(lines.get(i)).append('\n');
    }
  }
}
