package dev.retrofuse.engine.spool;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.rules.Spool;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A rule's spool in a folder of the test's own. */
abstract class SpoolFixture {
  static final String RULE = "orders to Kafka";
  static final String KEY = "Orders/é";
  static final String TARGET = "kafka localhost:9092";
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  @TempDir Path folder;
  RuleSpool spool;

  @AfterEach
  void end() {
    if (spool != null) {
      spool.close();
    }
  }

  /** Closes it, and opens it again as another process would. */
  SpoolLog open(long maxBytes) {
    end();
    spool = new RuleSpool(RULE, new Spool(folder.toString(), maxBytes, false), events(), () -> {});
    spool.open();
    return spool.of(KEY).to(TARGET);
  }

  SpoolStatus status() {
    return spool.of(KEY).status();
  }

  Events events() {
    return new Events() {
      @Override
      public void stateChanged(StateChange change) {}

      @Override
      public void note(String place, String text) {
        told.add(text);
      }
    };
  }

  static boolean append(SpoolLog log, String text) throws IOException {
    return log.append(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> texts(List<Kept> kept) {
    List<String> texts = new ArrayList<>();
    for (Kept each : kept) {
      texts.add(new String(each.message(), StandardCharsets.UTF_8));
    }
    return texts;
  }

  /** All of it, in its order, in lots of various sizes; it is empty then. */
  static List<String> drain(SpoolLog log) throws IOException {
    List<String> all = new ArrayList<>();
    int lot = 1;
    while (log.holds()) {
      List<Kept> head = log.head(lot, 100_000);
      all.addAll(texts(head));
      if (!head.isEmpty()) {
        log.done(head.get(head.size() - 1));
      }
      lot = lot * 3 % 101;
    }
    return all;
  }

  /** Every file of the rule but its lock. */
  List<File> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(Path::toFile)
          .filter(file -> file.isFile() && !file.getName().equals("%lock"))
          .sorted()
          .toList();
    }
  }

  List<File> segments() throws IOException {
    return files().stream().filter(file -> file.getName().endsWith(".segment")).toList();
  }

  File lastSegment() throws IOException {
    return segments().get(segments().size() - 1);
  }
}
