package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * A key of the rule file: its name, its meaning, the values it takes and its default. Reader,
 * messages, JSON Schema and reference are all made of these. Complete once declared.
 */
final class Key {
  /** What a value looks like. */
  enum Type {
    SECTION,
    SECTIONS,
    TEXT,
    /** A text or a list of texts. */
    TEXTS,
    WORD,
    /** A duration or a number of calls. */
    WINDOW,
    DURATION,
    PERCENTAGE,
    /** So many per second, minute or hour. */
    RATE,
    /** So many bytes. */
    SIZE,
    INTEGER,
    NUMBER
  }

  final String name;
  final Type type;

  /** What it is for. */
  final String description;

  private final String allowed;
  private Enum<?>[] words;
  private Enum<?> fallbackWord;
  private double fallback = Double.NaN;
  private String fallbackText = "";
  private double min;
  private double max;
  private boolean required;

  private Key(String name, Type type, String allowed, String description) {
    this.name = name;
    this.type = type;
    this.allowed = allowed;
    this.description = description;
  }

  static Key section(String name, String description) {
    return new Key(name, Type.SECTION, "keys with values", description);
  }

  static Key sections(String name, String description) {
    return new Key(name, Type.SECTIONS, "a list, each element beginning with -", description);
  }

  static Key text(String name, String allowed, String description) {
    return new Key(name, Type.TEXT, allowed, description);
  }

  static Key texts(String name, String allowed, String description) {
    return new Key(name, Type.TEXTS, allowed, description);
  }

  /** An enum whose {@code toString} is the word in the file. */
  static Key word(String name, Enum<?>[] words, String description) {
    Key key = new Key(name, Type.WORD, null, description);
    key.words = words;
    return key;
  }

  static Key window(String name, String allowed, String description) {
    return new Key(name, Type.WINDOW, allowed, description);
  }

  /** Minimum and maximum in nanoseconds. */
  static Key duration(String name, long min, long max, String description) {
    return new Key(name, Type.DURATION, "a time", description).range((double) min, (double) max);
  }

  /** Minimum and maximum as fractions of 1. */
  static Key percentage(String name, double min, double max, String description) {
    return new Key(name, Type.PERCENTAGE, "a percentage", description).range(min, max);
  }

  /** Minimum and maximum per second. */
  static Key rate(String name, double min, double max, String description) {
    return new Key(name, Type.RATE, "a rate", description).range(min, max);
  }

  /** Minimum and maximum in bytes. */
  static Key size(String name, long min, long max, String description) {
    return new Key(name, Type.SIZE, "a size", description).range((double) min, (double) max);
  }

  static Key integer(String name, int min, int max, String description) {
    return new Key(name, Type.INTEGER, "a whole number", description).range(min, max);
  }

  static Key number(String name, double min, double max, String description) {
    return new Key(name, Type.NUMBER, "a number", description).range(min, max);
  }

  private Key range(double least, double most) {
    min = least;
    max = most;
    return this;
  }

  Key required() {
    required = true;
    return this;
  }

  /** In nanoseconds or as a fraction of 1, as it is read. */
  Key fallback(double value) {
    fallback = value;
    return this;
  }

  Key fallback(Enum<?> word) {
    fallbackWord = word;
    return this;
  }

  /** A default that only words can say. */
  Key fallback(String text) {
    fallbackText = text;
    return this;
  }

  boolean isRequired() {
    return required;
  }

  /** NaN when there is none. */
  double fallback() {
    return fallback;
  }

  /** Null when there is none. */
  Enum<?> fallbackWord() {
    return fallbackWord;
  }

  /** The default as one would write it; empty when there is none. */
  String fallbackText() {
    if (fallbackWord != null) {
      return fallbackWord.toString();
    }
    return Double.isNaN(fallback) ? fallbackText : Units.text(type, fallback);
  }

  /** Null when there is none, else its constant. */
  Enum<?> word(String text) {
    for (Enum<?> word : words) {
      if (word.toString().equals(text)) {
        return word;
      }
    }
    return null;
  }

  List<String> words() {
    List<String> texts = new ArrayList<>();
    for (Enum<?> word : words) {
      texts.add(word.toString());
    }
    return texts;
  }

  boolean isRanged() {
    return max > 0;
  }

  /** The nearest value within the range. */
  double nearest(double value) {
    return Math.min(Math.max(value, min), max);
  }

  /** What may stand there, for people. */
  String allowed() {
    if (type == Type.WORD) {
      return join(words());
    }
    String range = Units.text(type, min) + " to " + Units.text(type, max);
    return isRanged() ? allowed + " from " + range : allowed;
  }

  /** {@code a, b or c}. */
  static String join(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "" : i == words.size() - 1 ? " or " : ", ").append(words.get(i));
    }
    return text.toString();
  }
}
