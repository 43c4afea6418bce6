package dev.retrofuse.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Spoils rule files by bytes, by words and by lines; the same seed spoils them alike. */
final class Mutator {
  private static final String[] WORDS = {
    "rules",
    "rules:",
    "name:",
    "match:",
    "jdbc:",
    "http:",
    "messaging:",
    "breaker:",
    "bulkhead:",
    "failures:",
    "scope:",
    "mode:",
    "trace:",
    "{",
    "}",
    "[",
    "]",
    "[]",
    "{}",
    ":",
    "-",
    ",",
    "?",
    "&a",
    "*a",
    "*usual",
    "!!str",
    "!",
    "|",
    ">",
    "'",
    "\"",
    "#",
    "%",
    "@",
    "`",
    "\t",
    "\n",
    "\r",
    "---",
    "...",
    "%YAML 1.2",
    "<<:",
    "~",
    "null",
    "true",
    "0",
    "-1",
    "0.5",
    "50%",
    "150%",
    "10s",
    "10 calls",
    "9999999999999999999999",
    "1e309",
    "5xx",
    "500-599",
    "08",
    "\\",
    "\"\\U0010FFFF\"",
    "\"\\x41\"",
    "\u0000",
    "\uFEFF",
    "\u2028",
    "\uD83D\uDE00",
    "é",
    "**",
    "*",
    "host",
    "enforce"
  };

  private final Random random;

  Mutator(long seed) {
    random = new Random(seed);
  }

  byte[] mutate(String text) {
    String words = text;
    for (int i = random.nextInt(3); i > 0; i--) {
      words = random.nextBoolean() ? mutateLines(words) : mutateWords(words);
    }
    byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
      bytes = mutateBytes(bytes);
    }
    return bytes;
  }

  private String mutateWords(String text) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(8));
    String word = WORDS[random.nextInt(WORDS.length)];
    String between = random.nextInt(4) == 0 ? " " : "";
    return text.substring(0, from) + between + word + between + text.substring(to);
  }

  private String mutateLines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, lines.get(at));
      case 2 -> Collections.swap(lines, at, other);
      case 3 -> lines.set(at, " ".repeat(random.nextInt(4)) + lines.get(at));
      case 4 -> lines.set(at, lines.get(at).trim());
      default -> lines.subList(at, lines.size()).clear();
    }
    return String.join("\n", lines);
  }

  private byte[] mutateBytes(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0:
        return spliced(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
      case 1:
        return spliced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 2:
        return spliced(bytes, at, 0, new byte[] {(byte) random.nextInt(128)});
      case 3:
        return spliced(bytes, at, 1 + random.nextInt(10), new byte[0]);
      default:
        int end = Math.min(bytes.length, at + random.nextInt(50));
        return spliced(bytes, at, 0, java.util.Arrays.copyOfRange(bytes, at, end));
    }
  }

  private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
    int rest = Math.min(bytes.length, at + removed);
    byte[] result = new byte[at + added.length + bytes.length - rest];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(added, 0, result, at, added.length);
    System.arraycopy(bytes, rest, result, at + added.length, bytes.length - rest);
    return result;
  }
}
