package dev.retrofuse.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Our small parser against the library's own, over texts that are YAML or nearly so. */
class NodeParserTest {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setAllowDuplicateKeys(true).setAllowRecursiveKeys(true).build();

  private static final String NOTHING = "nothing";

  @Test
  void readsWhatTheLibraryReads() throws IOException {
    int same = 0;
    for (File file : SamplesTest.files()) {
      String sample = Files.readString(file.toPath());
      for (int seed = 0; seed < 4000; seed++) {
        String text = new String(new Mutator(seed).mutate(sample), StandardCharsets.UTF_8);
        same += compare(text) ? 1 : 0;
      }
    }
    assertTrue(same > 5000, "only " + same + " were YAML");
  }

  @Test
  void emptyParts() {
    for (String text :
        new String[] {
          "a:\nb:",
          "- \n-",
          "-\n- a",
          "a:\n-\n-\nb: c",
          "{a, b: , ? : c}",
          "[a: b, ? c, d]",
          "? a",
          "? \n: ",
          "a: &x\nb: *x",
          "[&x , *x]",
          "- - a\n  -\n-",
          "a:\n- ? b",
          "- a:\n  b:"
        }) {
      assertTrue(compare(text), text);
    }
  }

  /** Whether both took the text, and then for the same. */
  private static boolean compare(String text) {
    Problems problems = new Problems();
    Node ours = Yaml.read(new FileText("f", 0, text), new NodeLimit(), problems);
    if (problems.size() == 0) {
      assertEquals(library(text), orNothing(ours == null ? NOTHING : show(ours)), text);
    } else if (!isOurRule(problems.sorted().get(0))) {
      assertEquals("no YAML", library(text), text + problems.sorted());
    }
    return problems.size() == 0;
  }

  /** A document that begins, and is over. */
  private static String orNothing(String shown) {
    return shown.equals("empty") ? NOTHING : shown;
  }

  private static boolean isOurRule(Problem problem) {
    return problem.expected().equals("none") || problem.found().startsWith("alias");
  }

  private static String library(String text) {
    try {
      Optional<org.snakeyaml.engine.v2.nodes.Node> node = new Compose(SETTINGS).composeString(text);
      return orNothing(node.isPresent() ? show(node.get()) : NOTHING);
    } catch (RuntimeException e) {
      return "no YAML";
    }
  }

  private static String show(Node node) {
    if (node.isText()) {
      return scalar(node.line, node.column, node.plain, node.text);
    }
    StringBuilder text = new StringBuilder();
    text.append(node.line).append(':').append(node.column).append(node.isMap() ? "{" : "[");
    for (int i = 0; i < node.items.size(); i++) {
      text.append(node.isMap() ? show(node.keys.get(i)) + " = " : "");
      text.append(show(node.items.get(i))).append(", ");
    }
    return text.toString();
  }

  private static String show(org.snakeyaml.engine.v2.nodes.Node node) {
    int line = node.getStartMark().get().getLine() + 1;
    int column = node.getStartMark().get().getColumn() + 1;
    if (node instanceof ScalarNode scalar) {
      return scalar(line, column, scalar.isPlain(), scalar.getValue());
    }
    StringBuilder text = new StringBuilder();
    text.append(line).append(':').append(column);
    if (node instanceof MappingNode map) {
      text.append("{");
      for (NodeTuple tuple : map.getValue()) {
        text.append(show(tuple.getKeyNode())).append(" = ").append(show(tuple.getValueNode()));
        text.append(", ");
      }
    } else {
      text.append("[");
      for (org.snakeyaml.engine.v2.nodes.Node element : ((SequenceNode) node).getValue()) {
        text.append(show(element)).append(", ");
      }
    }
    return text.toString();
  }

  /** Where nothing stands there is more than one good place for it. */
  private static String scalar(int line, int column, boolean plain, String text) {
    return plain && text.isEmpty() ? "empty" : line + ":" + column + (plain ? " " : "'") + text;
  }
}
