package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one document of several files, in which each part still knows where it stands. */
final class Assembly {
  private final RuleFile reading;
  private final String environment;
  private final Map<String, Node> others = new HashMap<>();

  /** By their keys: those that each file goes on with. */
  private final Map<String, Node> lists = new HashMap<>();

  Assembly(RuleFile reading, String environment) {
    this.reading = reading;
    this.environment = environment;
  }

  /**
   * Null when there are problems; there may also be problems else.
   *
   * @param content null for a text that comes from no file
   * @param file null for a folder
   */
  RuleSet read(FileContent content, Section file) {
    Includes includes = new Includes(reading);
    if (file == null) {
      includes.addFolder(content);
    } else {
      includes.add(content == null ? null : content.file, file);
    }
    List<Section> files = includes.documents();
    if (files.isEmpty()) {
      return null;
    }
    Node root = Node.map(files.get(0).start());
    for (Section each : files) {
      add(root, each);
    }
    Overlays overlays = new Overlays(environment, reading.problems);
    boolean overlaid = overlays.apply(files, root);
    reading.environments(overlays.environments());
    RuleSet all = RuleSetReader.read(new Section(root, reading.problems));
    return all.from(names(files), environment, overlaid);
  }

  private static List<String> names(List<Section> files) {
    List<String> names = new ArrayList<>();
    for (Section file : files) {
      names.add(file.start().in.name);
    }
    return names;
  }

  private void add(Node root, Section file) {
    for (String name : file.names()) {
      if (name.equals(RuleSetReader.RULES.name)) {
        addTo(root, file, RuleSetReader.RULES);
      } else if (name.equals(TestsReader.TESTS.name)) {
        addTo(root, file, TestsReader.TESTS);
      } else if (!RuleSetReader.isFurther(name)) {
        addOnce(root, file, name);
      }
    }
  }

  private void addTo(Node root, Section file, Key key) {
    Node list = lists.get(key.name);
    if (list == null) {
      list = Node.list(file.valuePlace(key));
      lists.put(key.name, list);
      root.keys.add(file.place(key));
      root.items.add(list);
    }
    Node more = file.list(key);
    if (more != null) {
      list.items.addAll(more.items);
    }
  }

  private void addOnce(Node root, Section file, String name) {
    Node first = others.get(name);
    if (first == null) {
      others.put(name, file.place(name));
      root.keys.add(file.place(name));
      root.items.add(file.valuePlace(name));
    } else {
      String found = Problems.quote(name) + " in a second file";
      String advice = "remove it here or in " + first.place();
      reading.problems.add(file.place(name), found, "", advice);
    }
  }
}
