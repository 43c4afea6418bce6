package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** Makes one document of several files, in which each part still knows where it stands. */
final class Assembly {
  private final RuleFile reading;
  private final String environment;

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
    RuleSet rules = RuleSetReader.read(new Section(root, reading.problems));
    return rules.from(names(files), environment, overlaid);
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
        addRules(root, file);
      } else if (!RuleSetReader.isFurther(name)) {
        addOnce(root, file, name);
      }
    }
  }

  private static void addRules(Node root, Section file) {
    int at = root.indexOf(RuleSetReader.RULES.name);
    Node rules = at < 0 ? Node.list(file.valuePlace(RuleSetReader.RULES)) : root.items.get(at);
    if (at < 0) {
      root.keys.add(file.place(RuleSetReader.RULES));
      root.items.add(rules);
    }
    Node more = file.list(RuleSetReader.RULES);
    if (more != null) {
      rules.items.addAll(more.items);
    }
  }

  private void addOnce(Node root, Section file, String name) {
    int at = root.indexOf(name);
    if (at < 0) {
      root.keys.add(file.place(name));
      root.items.add(file.valuePlace(name));
    } else {
      String found = Problems.quote(name) + " in a second file";
      String advice = "remove it here or in " + root.keys.get(at).place();
      reading.problems.add(file.place(name), found, "", advice);
    }
  }
}
