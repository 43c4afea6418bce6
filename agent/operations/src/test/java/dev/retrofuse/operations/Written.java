package dev.retrofuse.operations;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A log, and the lines that were written to it. */
final class Written {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final AgentLog log = new AgentLog(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  String last() {
    List<String> lines = lines();
    return lines.get(lines.size() - 1);
  }

  long count(String text) {
    return lines().stream().filter(line -> line.contains(text)).count();
  }
}
