package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys that the readers ask for, found by letting them read a section that writes them down.
 */
final class KeyTree {
  /** Null for the file itself. */
  final Key key;

  final List<KeyTree> children = new ArrayList<>();

  private KeyTree(Key key) {
    this.key = key;
  }

  static KeyTree ofRuleFile() {
    KeyTree root = new KeyTree(null);
    RuleSetReader.read(new Recorder(root));
    for (KeyTree child : root.children) {
      if (child.key == RuleSetReader.OVERLAYS) {
        new Overlay(new Recorder(child), new Problems());
      }
    }
    return root;
  }

  boolean isSection() {
    return key == null || key.type == Key.Type.SECTION || key.type == Key.Type.SECTIONS;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (KeyTree child : children) {
      names.add(child.key.name);
    }
    return names;
  }

  private static final class Recorder extends Section {
    private final KeyTree tree;

    Recorder(KeyTree tree) {
      super(Node.map(new FileText("", 0, ""), 1, 1), new Problems());
      this.tree = tree;
    }

    private KeyTree record(Key key) {
      KeyTree child = new KeyTree(key);
      tree.children.add(child);
      return child;
    }

    @Override
    Node given(Key key) {
      return value(key);
    }

    @Override
    Node value(Key key) {
      record(key);
      return null;
    }

    @Override
    Section section(Key key) {
      return new Recorder(record(key));
    }

    @Override
    List<Section> sections(Key key) {
      return List.of(new Recorder(record(key)));
    }
  }
}
