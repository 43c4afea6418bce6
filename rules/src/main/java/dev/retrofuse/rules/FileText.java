package dev.retrofuse.rules;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Reads a file of text in UTF-8. */
final class FileText {
  private final File file;
  private final int maxBytes;
  private final Problems problems;

  private FileText(File file, int maxBytes, Problems problems) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.problems = problems;
  }

  /** Null when it cannot be read, which is then a problem. */
  static String read(File file, int maxBytes, Problems problems) {
    FileText text = new FileText(file, maxBytes, problems);
    try {
      return text.isReadable() ? decode(text.bytes(), problems) : null;
    } catch (IOException | SecurityException e) {
      String user = System.getProperty("user.name");
      text.problem("cannot be read: " + e.getMessage(), "let user " + user + " read it");
      return null;
    }
  }

  private boolean isReadable() {
    if (!file.exists()) {
      problem("no such file: " + file.getAbsolutePath(), "check the path");
    } else if (file.isDirectory()) {
      problem("a directory", "name a file in it");
    } else if (!file.isFile()) {
      problem("no regular file", "name one");
    } else if (file.length() > maxBytes) {
      problem("more than " + maxBytes + " bytes", "name a rule file, or write fewer rules");
    }
    return problems.isEmpty();
  }

  private void problem(String found, String advice) {
    problems.add(1, 1, found, "a rule file", advice);
  }

  /** All of them, or some more than may be when the file has grown. */
  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = new FileInputStream(file)) {
      for (int n = in.read(buffer); n >= 0 && bytes.size() <= maxBytes; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
    }
    return bytes.toByteArray();
  }

  /** Null when it is no UTF-8, which is then a problem. */
  static String decode(byte[] bytes, Problems problems) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    if (!result.isError()) {
      return out.toString();
    }
    String found = "byte 0x" + Integer.toHexString(in.get() & 0xff);
    problems.addBehind(out, found, "text in UTF-8", "save the file in UTF-8");
    return null;
  }
}
