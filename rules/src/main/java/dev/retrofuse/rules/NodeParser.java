package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.tokens.AliasToken;
import org.snakeyaml.engine.v2.tokens.AnchorToken;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Makes nodes of YAML tokens. The library's own parser and composer stay unused: they would load
 * some sixty classes while the application starts, and know no limit of depth.
 */
final class NodeParser {
  private static final int MAX_DEPTH = 50;
  private static final int MAX_ALIASES = 100;

  private final FileText in;
  private final Scanner tokens;
  private final NodeLimit limit;
  private final Map<String, Node> anchors = new HashMap<>();
  private final List<Node> open = new ArrayList<>();
  private Token last;
  private int aliases;

  NodeParser(FileText in, Scanner tokens, NodeLimit limit) {
    this.in = in;
    this.tokens = tokens;
    this.limit = limit;
    limit.begin();
  }

  /**
   * The only document.
   *
   * @return null when nothing stands in it
   * @throws NotYaml with the place; the scanner throws exceptions of its own
   */
  Node document() {
    peek();
    take();
    refuse(Token.ID.Directive, "a directive");
    skip(Token.ID.DocumentStart);
    Node root = at(Token.ID.DocumentEnd) || at(Token.ID.StreamEnd) ? null : node(false);
    skip(Token.ID.DocumentEnd);
    refuse(Token.ID.DocumentStart, "a second document");
    if (!at(Token.ID.StreamEnd)) {
      throw unexpected("the end of the file");
    }
    return root;
  }

  private Node node(boolean mayBeIndentless) {
    count();
    if (at(Token.ID.Alias)) {
      return alias((AliasToken) take());
    }
    Mark start = mark(peek());
    String anchor = anchor();
    Token.ID first = peek().getTokenId();
    Node node = begin(first, start, mayBeIndentless, anchor != null);
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    if (!node.isText()) {
      fill(node, first);
    }
    return node;
  }

  private void count() {
    if (!limit.take()) {
      throw problem(peek(), "one more key or value", limit.text(), "write fewer rules");
    }
  }

  /** Null when there is none. */
  private String anchor() {
    refuse(Token.ID.Tag, "a tag");
    String name = at(Token.ID.Anchor) ? ((AnchorToken) take()).getValue().getValue() : null;
    refuse(Token.ID.Tag, "a tag");
    return name;
  }

  private Node alias(AliasToken token) {
    String name = "alias " + Problems.quote("*" + token.getValue().getValue());
    Node node = anchors.get(token.getValue().getValue());
    if (node == null) {
      throw problem(token, name + " of nothing", "", "put quotes around a text that begins with *");
    }
    if (open.contains(node)) {
      throw problem(token, name + " within what it stands for", "", "write the value out");
    }
    if (!node.isText() && ++aliases > MAX_ALIASES) {
      throw problem(token, "one more alias", "at most " + MAX_ALIASES, "write the values out");
    }
    return node;
  }

  private Node begin(Token.ID first, Mark start, boolean mayBeIndentless, boolean mayBeEmpty) {
    int line = start.getLine() + 1;
    int column = start.getColumn() + 1;
    if (first == Token.ID.Scalar) {
      ScalarToken scalar = (ScalarToken) take();
      return Node.text(in, line, column, scalar.getValue(), scalar.isPlain());
    }
    if (first == Token.ID.BlockMappingStart || first == Token.ID.FlowMappingStart) {
      return Node.map(in, line, column);
    }
    if (first == Token.ID.BlockSequenceStart
        || first == Token.ID.FlowSequenceStart
        || (first == Token.ID.BlockEntry && mayBeIndentless)) {
      return Node.list(in, line, column);
    }
    if (mayBeEmpty) {
      return Node.text(in, line, column, "", true);
    }
    throw unexpected("a key or a value");
  }

  private void fill(Node node, Token.ID first) {
    if (open.size() == MAX_DEPTH) {
      throw problem(peek(), "one more level", "at most " + MAX_DEPTH, "write it flatter");
    }
    open.add(node);
    if (first == Token.ID.BlockMappingStart) {
      fillBlockMap(node);
    } else if (first == Token.ID.FlowMappingStart) {
      fillFlowMap(node);
    } else if (first == Token.ID.FlowSequenceStart) {
      fillFlowList(node);
    } else {
      fillBlockList(node, first == Token.ID.BlockSequenceStart);
    }
    open.remove(open.size() - 1);
  }

  private void fillBlockMap(Node map) {
    take();
    while (!skip(Token.ID.BlockEnd)) {
      if (!skip(Token.ID.Key)) {
        throw unexpected("the next key, as far indented as the one in " + place(map));
      }
      map.keys.add(blockPart());
      map.items.add(skip(Token.ID.Value) ? blockPart() : emptyHere());
    }
  }

  private Node blockPart() {
    boolean empty = at(Token.ID.Key) || at(Token.ID.Value) || at(Token.ID.BlockEnd);
    return empty ? emptyHere() : node(true);
  }

  private void fillBlockList(Node list, boolean indented) {
    if (indented) {
      take();
    }
    while (skip(Token.ID.BlockEntry)) {
      boolean empty = at(Token.ID.BlockEntry) || at(Token.ID.Key) || at(Token.ID.Value);
      list.items.add(empty || at(Token.ID.BlockEnd) ? emptyHere() : node(false));
    }
    if (indented && !skip(Token.ID.BlockEnd)) {
      throw unexpected("the next -, as far indented as the one in " + place(list));
    }
  }

  private void fillFlowMap(Node map) {
    take();
    while (!skip(Token.ID.FlowMappingEnd)) {
      addFlowPair(map, Token.ID.FlowMappingEnd);
      endFlowPart(map, Token.ID.FlowMappingEnd);
    }
  }

  private void fillFlowList(Node list) {
    take();
    while (!skip(Token.ID.FlowSequenceEnd)) {
      if (at(Token.ID.Key)) {
        Node map = Node.map(in, mark(peek()).getLine() + 1, mark(peek()).getColumn() + 1);
        addFlowPair(map, Token.ID.FlowSequenceEnd);
        list.items.add(map);
      } else {
        list.items.add(node(false));
      }
      endFlowPart(list, Token.ID.FlowSequenceEnd);
    }
  }

  private void addFlowPair(Node map, Token.ID end) {
    boolean pair = skip(Token.ID.Key);
    map.keys.add(pair ? flowPart(end) : node(false));
    map.items.add(pair && skip(Token.ID.Value) ? flowPart(end) : emptyHere());
  }

  private Node flowPart(Token.ID end) {
    boolean empty = at(Token.ID.Value) || at(Token.ID.FlowEntry) || at(end);
    return empty ? emptyHere() : node(false);
  }

  private void endFlowPart(Node node, Token.ID end) {
    if (!skip(Token.ID.FlowEntry) && !at(end)) {
      refuseVariable();
      String opening = end == Token.ID.FlowMappingEnd ? "{" : "[";
      throw unexpected("',' or '" + end + "' for the " + opening + " in " + place(node));
    }
  }

  // YAML takes the brace of an unquoted ${NAME} for a map's, but only within braces and brackets.
  private void refuseVariable() {
    if (at(Token.ID.FlowMappingStart)
        && last instanceof ScalarToken
        && ((ScalarToken) last).getValue().endsWith("$")) {
      throw problem(
          peek(), "a variable without quotes", "", "within braces and brackets write '${NAME}'");
    }
  }

  /** Behind what was taken last. */
  private Node emptyHere() {
    count();
    Mark here = last.getEndMark().get();
    return Node.text(in, here.getLine() + 1, here.getColumn() + 1, "", true);
  }

  private void refuse(Token.ID token, String found) {
    if (at(token)) {
      throw problem(peek(), found, "none", "leave it out");
    }
  }

  private NotYaml unexpected(String expected) {
    String advice = "check indentation, brackets and quotes from there to here";
    return problem(peek(), "found " + name(peek()), expected, advice);
  }

  private static String name(Token token) {
    if (token instanceof ScalarToken) {
      return Problems.quote(((ScalarToken) token).getValue());
    }
    Token.ID id = token.getTokenId();
    if (id == Token.ID.BlockMappingStart || id == Token.ID.BlockSequenceStart) {
      return "another indentation";
    }
    if (id == Token.ID.StreamEnd) {
      return "the end of the file";
    }
    String text = id.toString();
    return text.startsWith("<") ? text.substring(1, text.length() - 1) : "'" + text + "'";
  }

  private static NotYaml problem(Token token, String found, String expected, String advice) {
    Mark mark = mark(token);
    return new NotYaml(mark.getLine() + 1, mark.getColumn() + 1, found, expected, advice);
  }

  private static String place(Node node) {
    return "line " + node.line;
  }

  private boolean at(Token.ID id) {
    return tokens.checkToken(id);
  }

  private Token peek() {
    return tokens.peekToken();
  }

  /** The token that was looked at. */
  private Token take() {
    last = tokens.next();
    return last;
  }

  private boolean skip(Token.ID id) {
    boolean there = at(id);
    if (there) {
      take();
    }
    return there;
  }

  private static Mark mark(Token token) {
    return token.getStartMark().get();
  }
}
