package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the files' sections {@code overlays} say of the environments, and one of them applied. */
final class Overlays {
  private final String environment;
  private final Problems problems;
  private final List<String> environments = new ArrayList<>();

  /** Which overlay changes what, by environment and name. */
  private final Map<String, Node> changed = new HashMap<>();

  /**
   * @param environment null for none
   */
  Overlays(String environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** Those that have an overlay, in the order of the files. */
  List<String> environments() {
    return environments;
  }

  /**
   * Checks all overlays against the document, and changes it as the environment has it.
   *
   * @return whether there is an overlay of that environment
   */
  boolean apply(List<Section> files, Node root) {
    Node first = null;
    Set<String> names = names(root);
    List<Overlay> chosen = new ArrayList<>();
    for (Section file : files) {
      Section overlays = file.has(RuleSetReader.OVERLAYS.name) ? overlays(file) : null;
      if (overlays != null) {
        first = first == null ? file.place(RuleSetReader.OVERLAYS) : first;
        read(overlays, names, chosen);
        overlays.finish();
      }
    }
    for (Overlay overlay : chosen) {
      overlay.apply(root);
    }
    if (first != null && environment != null && !environments.contains(environment)) {
      reportUnknown(first);
    }
    return !chosen.isEmpty();
  }

  private static Set<String> names(Node root) {
    Set<String> names = new LinkedHashSet<>();
    int at = root.indexOf(RuleSetReader.RULES.name);
    for (int i = 0; at >= 0 && i < root.items.get(at).items.size(); i++) {
      names.add(Overlay.name(root.items.get(at).items.get(i)));
    }
    names.remove("");
    return names;
  }

  private static Section overlays(Section file) {
    return file.section(RuleSetReader.OVERLAYS);
  }

  private void read(Section overlays, Set<String> names, List<Overlay> chosen) {
    for (String name : overlays.names()) {
      Section section = overlays.section(Key.section(name, ""));
      if (!environments.contains(name)) {
        environments.add(name);
      }
      if (section != null) {
        Overlay overlay = new Overlay(section, problems);
        overlay.check(names, name, changed);
        if (name.equals(environment)) {
          chosen.add(overlay);
        }
      }
    }
  }

  private void reportUnknown(Node place) {
    String otherwise = "add " + environment + ": {} if there is nothing to change";
    problems.add(
        place,
        "no overlay for the environment " + Problems.quote(environment),
        Key.join(environments),
        Spelling.advice(environment, environments, otherwise));
  }
}
