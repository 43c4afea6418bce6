package dev.retrofuse.dist;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What a reader of the documents has in a folder: the jar, the samples, the files of a page. */
final class ReaderFolder {
  private ReaderFolder() {}

  /** Also the files of the folder that has the page's name and lies beside it. */
  static void fill(Path folder, Path page) throws IOException {
    Files.copy(Product.JAR, folder.resolve("retrofuse.jar"));
    Files.copy(Product.LEGACY, folder.resolve("service.jar"));
    copyAll(Product.LEGACY.resolveSibling("lib"), Files.createDirectory(folder.resolve("lib")));
    for (Path sample : Documents.samples()) {
      copy(sample, folder);
    }
    Path files = page.resolveSibling(page.getFileName().toString().replace(".md", ""));
    if (Files.isDirectory(files)) {
      copyAll(files, folder);
    }
    tools(Files.createDirectory(folder.resolve("bin")));
  }

  private static void copyAll(Path from, Path folder) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.toList()) {
        copy(file, folder);
      }
    }
  }

  private static void copy(Path file, Path folder) throws IOException {
    Files.copy(file, folder.resolve(file.getFileName().toString()));
  }

  /** The shell's name for the jar, and a java that spends little on a short life. */
  private static void tools(Path bin) throws IOException {
    String java = ForkedJvm.ownHome() + "/bin/java";
    script(
        bin.resolve("java"),
        "exec " + java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto \"$@\"");
    script(
        bin.resolve("retrofuse"), "exec java -jar \"$(dirname \"$0\")/../retrofuse.jar\" \"$@\"");
  }

  private static void script(Path file, String line) throws IOException {
    Files.write(file, List.of("#!/bin/sh", line));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
