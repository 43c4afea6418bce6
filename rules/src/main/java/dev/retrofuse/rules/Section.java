package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys and values of one map of the file. Whoever reads it asks for the keys that he knows; the
 * keys that nobody asked for are problems, so what is known is said once.
 */
class Section {
  static final int MAX_LIST = 1000;

  private final Node map;
  private final Problems problems;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<Section> children = new ArrayList<>();

  Section(Node map, Problems problems) {
    this.map = map;
    this.problems = problems;
    for (int i = 0; i < map.keys.size() && !problems.isFull(); i++) {
      index(map.keys.get(i), i);
    }
  }

  private void index(Node key, int place) {
    if (!key.isText() || key.isEmpty()) {
      problem(key, key.describe() + " as a key", "a word", "write key: value");
      return;
    }
    Integer first = places.get(key.text);
    if (first == null) {
      places.put(key.text, place);
    } else {
      String found = Problems.quote(key.text) + " again";
      problem(key, found, "", "remove it here or in line " + map.keys.get(first).line);
    }
  }

  /** Where the section begins. */
  Node start() {
    return map;
  }

  /** Where a key stands, or null when it is not there. Does not count as asking. */
  Node place(Key key) {
    return place(key.name);
  }

  Node place(String name) {
    Integer place = places.get(name);
    return place == null ? null : map.keys.get(place);
  }

  /** In the order of the file. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < map.keys.size(); i++) {
      String name = map.keys.get(i).text;
      Integer place = name == null ? null : places.get(name);
      if (place != null && place == i) {
        names.add(name);
      }
    }
    return names;
  }

  /** Takes every key for known. */
  void askAll() {
    asked.addAll(names());
  }

  /** Whether a key of that name is there. Does not count as asking. */
  boolean has(String name) {
    return places.containsKey(name);
  }

  /** Whether there is any key at all. */
  boolean hasKeys() {
    return !places.isEmpty();
  }

  /** Where a key's value stands, or null when the key is not there. Does not count as asking. */
  Node valuePlace(Key key) {
    return valuePlace(key.name);
  }

  Node valuePlace(String name) {
    Integer place = places.get(name);
    return place == null ? null : map.items.get(place);
  }

  /** The value of a key as it stands there, nothing included; null when the key is not there. */
  Node given(Key key) {
    asked.add(key.name);
    return valuePlace(key);
  }

  /** The value of a key; null when it is not there, or is a problem now reported. */
  Node value(Key key) {
    asked.add(key.name);
    Integer place = places.get(key.name);
    if (place == null) {
      if (key.isRequired()) {
        problem(map, "no " + Problems.quote(key.name), key.allowed(), "add it");
      }
      return null;
    }
    Node value = map.items.get(place);
    if (value.isText() && value.isEmpty()) {
      String advice = key.type == Key.Type.SECTION ? "write {} for no keys" : "add one";
      problem(value, key.name + " without a value", key.allowed(), advice + ", or remove the key");
      return null;
    }
    return value;
  }

  /** Null as {@link #value}. */
  Section section(Key key) {
    Node value = value(key);
    return value == null ? null : section(key, value);
  }

  private Section section(Key key, Node node) {
    if (!node.isMap()) {
      String advice = "write the keys below it, further indented, or in braces";
      problem(node, key.name + ": " + node.describe(), "keys with values", advice);
      return null;
    }
    Section section = new Section(node, problems);
    children.add(section);
    return section;
  }

  /** A list; null as {@link #value}. */
  Node list(Key key) {
    Node value = value(key);
    if (value != null && !value.isList()) {
      problem(value, key.name + ": " + value.describe(), key.allowed(), "begin each with -");
      return null;
    }
    return value;
  }

  /** The sections of a list, empty as {@link #value} would be null. */
  List<Section> sections(Key key) {
    Node value = list(key);
    List<Section> sections = new ArrayList<>();
    if (value != null && isShort(key, value.items)) {
      for (int i = 0; i < value.items.size() && !problems.isFull(); i++) {
        Section section = section(key, value.items.get(i));
        if (section != null) {
          sections.add(section);
        }
      }
    }
    return sections;
  }

  private boolean isShort(Key key, List<Node> list) {
    if (list.size() > MAX_LIST) {
      String found = key.name + ": a list of " + list.size();
      problem(place(key), found, "at most " + MAX_LIST, "shorten it");
    }
    return list.size() <= MAX_LIST;
  }

  /** A value that is a text, null as {@link #value}. */
  Node text(Key key) {
    Node value = value(key);
    return value == null || isText(key, value) ? value : null;
  }

  private boolean isText(Key key, Node node) {
    boolean text = node.isText() && !node.isEmpty();
    if (!text) {
      problem(node, key.name + ": " + node.describe(), key.allowed(), "write one value");
    }
    return text;
  }

  /** A text or a list of texts; null as {@link #value}. */
  List<Node> texts(Key key) {
    Node value = value(key);
    if (value == null) {
      return null;
    }
    List<Node> nodes = value.isList() ? value.items : Collections.singletonList(value);
    List<Node> texts = new ArrayList<>();
    int size = isShort(key, nodes) ? nodes.size() : 0;
    for (int i = 0; i < size && !problems.isFull(); i++) {
      if (isText(key, nodes.get(i))) {
        texts.add(nodes.get(i));
      }
    }
    return texts;
  }

  /** One of the key's words, else its default. */
  Enum<?> word(Key key) {
    Node node = text(key);
    Enum<?> word = node == null ? key.fallbackWord() : key.word(node.text);
    if (word == null && node != null) {
      wrong(key, node, Spelling.advice(node.text, key.words(), "choose one of these"));
    }
    return word;
  }

  /** The number in nanoseconds, as a fraction of 1, or as it is; the key's default without one. */
  double number(Key key) {
    Node node = text(key);
    return node == null ? key.fallback() : number(key, node);
  }

  private double number(Key key, Node node) {
    Quantity quantity = Quantity.parse(node.text);
    double value = quantity == null ? Double.NaN : Units.value(key.type, quantity);
    if (Double.isNaN(value)) {
      wrong(key, node, Units.advice(key.type, quantity));
    } else if (value != key.nearest(value)) {
      wrong(key, node, "the nearest is " + Units.text(key.type, key.nearest(value)));
    }
    return value;
  }

  /** Reports a value that the key does not take. */
  void wrong(Key key, Node node, String advice) {
    // Advice may show part of the value.
    String safe = node.isFilled() ? "set the environment variable to such a value" : advice;
    problem(node, key.name + ": " + node.describe(), key.allowed(), safe);
  }

  void problem(Node at, String found, String expected, String advice) {
    problems.add(at, found, expected, advice);
  }

  /** Reports the keys that nobody asked for, here and below. */
  void finish() {
    for (int i = 0; i < map.keys.size() && !problems.isFull(); i++) {
      Node key = map.keys.get(i);
      if (key.isText() && !key.isEmpty() && !asked.contains(key.text)) {
        String advice =
            Spelling.advice(key.text, asked, "remove it, or indent it to where it belongs");
        problem(key, "unknown key " + Problems.quote(key.text), Key.join(asked), advice);
      }
    }
    for (int i = 0; i < children.size(); i++) {
      children.get(i).finish();
    }
  }
}
