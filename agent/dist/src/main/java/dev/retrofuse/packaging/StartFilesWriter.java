package dev.retrofuse.packaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the files that a start needs into one, as {@code dev.retrofuse.launch.StartFiles} reads
 * them: the waist, the list of instrumentations and the classes that a JVM told of.
 */
public final class StartFilesWriter {
  private static final int MOST_NAME = 0xffff;

  private final TreeMap<Integer, String> names = new TreeMap<>();
  private final Path folder;

  private StartFilesWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the file.
   *
   * @param arguments the output of {@code -verbose:class}; the folder with the jar's entries; the
   *     entries below it that are the agent's; the file to write
   */
  public static void main(String[] arguments) throws IOException {
    String prefix = arguments[2];
    StartFilesWriter writer = new StartFilesWriter(Paths.get(arguments[1]));
    for (String list : new String[] {"waist", "META-INF/services"}) {
      writer.addAll(prefix + list);
    }
    for (String line : Files.readAllLines(Paths.get(arguments[0]), StandardCharsets.UTF_8)) {
      for (String word : line.split(" ")) {
        writer.add(prefix + word.replace('.', '/') + ".classdata");
      }
    }
    try (OutputStream out = Files.newOutputStream(Paths.get(arguments[3]))) {
      writer.write(out);
    }
  }

  private void addAll(String list) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(list))) {
      for (Path file : files.collect(Collectors.toList())) {
        add(list + "/" + file.getFileName());
      }
    }
  }

  private void add(String name) {
    if (name.indexOf('\0') >= 0 || !Files.isRegularFile(folder.resolve(name))) {
      return;
    }
    String other = names.put(name.hashCode(), name);
    if (name.length() > MOST_NAME || (other != null && !other.equals(name))) {
      throw new IllegalStateException(name + " and " + other + " cannot be told apart");
    }
  }

  private void write(OutputStream out) throws IOException {
    ByteArrayOutputStream files = new ByteArrayOutputStream();
    List<Integer> starts = new ArrayList<>();
    int head = 4 + 8 * names.size();
    for (String name : names.values()) {
      starts.add(head + files.size());
      write(name, new DataOutputStream(files));
    }
    DataOutputStream numbers = new DataOutputStream(out);
    numbers.writeInt(names.size());
    for (Map.Entry<Integer, String> each : names.entrySet()) {
      numbers.writeInt(each.getKey());
    }
    for (int start : starts) {
      numbers.writeInt(start);
    }
    files.writeTo(numbers);
    numbers.flush();
  }

  private void write(String name, DataOutputStream out) throws IOException {
    out.writeShort(name.length());
    out.write(name.getBytes(ISO_8859_1));
    out.write(Files.readAllBytes(folder.resolve(name)));
  }
}
