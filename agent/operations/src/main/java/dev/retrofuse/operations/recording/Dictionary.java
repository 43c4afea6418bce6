package dev.retrofuse.operations.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Lines that many calls share, numbered from 0. */
final class Dictionary {
  private static final int MOST_CHARACTERS = 4_000_000;

  private final String word;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger characters = new AtomicInteger();

  /**
   * @param word that its lines begin with
   */
  Dictionary(String word) {
    this.word = word;
  }

  /**
   * The number of a line; -1 when it would be one too many. Numbers may be left out, where threads
   * met.
   *
   * @param most so many are kept
   */
  int number(String line, int most) {
    Integer known = numbers.get(line);
    return known != null ? known : next.get() >= most ? -1 : add(line, most);
  }

  private int add(String line, int most) {
    if (characters.addAndGet(line.length()) > MOST_CHARACTERS) {
      characters.addAndGet(-line.length());
      return -1;
    }
    int number = next.getAndIncrement();
    Integer known = number >= most ? null : numbers.putIfAbsent(line, number);
    if (number < most && known == null) {
      return number;
    }
    characters.addAndGet(-line.length());
    return known == null ? -1 : known;
  }

  void writeTo(StringBuilder text) {
    List<Map.Entry<String, Integer>> lines = new ArrayList<>(numbers.entrySet());
    lines.sort(Map.Entry.comparingByValue());
    for (Map.Entry<String, Integer> line : lines) {
      text.append(word).append('\t').append(line.getValue());
      text.append('\t').append(line.getKey()).append('\n');
    }
  }
}
