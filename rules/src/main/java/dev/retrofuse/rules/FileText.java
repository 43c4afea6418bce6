package dev.retrofuse.rules;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The text of a rule file, and what messages call the file. */
final class FileText {
  final String name;

  /** How many files were read before it. */
  final int number;

  /** What can be read of it. */
  final String text;

  FileText(String name, int number, String text) {
    this.name = name;
    this.number = number;
    this.text = text;
  }

  /** Null when it is no UTF-8, which is then a problem. */
  static FileText decode(String name, int number, byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    FileText text = new FileText(name, number, out.toString());
    if (!result.isError()) {
      return text;
    }
    String found = "byte 0x" + Integer.toHexString(in.get() & 0xff);
    problems.addBehind(text, out.length(), found, "text in UTF-8", "save the file in UTF-8");
    return null;
  }

  /**
   * Where a line begins; the text's length when there are not so many.
   *
   * @param number from 1
   */
  int startOf(int number) {
    int line = 1;
    int at = 0;
    while (at < text.length() && line < number) {
      line += isLineEnd(text, at++) ? 1 : 0;
    }
    return at;
  }

  /**
   * Where a line and column are in the text; both from 1, columns in characters as people see them.
   */
  int placeOf(int line, int column) {
    int start = startOf(line);
    int most = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.min(column - 1, most));
  }

  /** The place of what is said of the file as a whole. */
  Node start() {
    return Node.text(this, 1, 1, "", true);
  }

  /**
   * One line, without its end.
   *
   * @param number from 1
   */
  String line(int number) {
    int start = startOf(number);
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(start, end);
  }

  /** Lines end as the YAML scanner sees it. */
  static boolean isLineEnd(CharSequence text, int at) {
    char c = text.charAt(at);
    boolean beforeNewLine = at + 1 < text.length() && text.charAt(at + 1) == '\n';
    return c == '\n' || (c == '\r' && !beforeNewLine);
  }
}
