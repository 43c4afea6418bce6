package dev.retrofuse.operations;

import dev.retrofuse.engine.OwnersOnly;
import dev.retrofuse.rules.LogFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that lines are added to until it is full; then it becomes {@code file.1}, that one {@code
 * file.2}, and a new one begins. Created for its owner alone; no link is followed. Not thread-safe.
 */
final class RotatingFile implements Closeable {
  private static final Set<OpenOption> OPTIONS =
      new HashSet<>(
          Arrays.<OpenOption>asList(
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND,
              LinkOption.NOFOLLOW_LINKS));

  private final Path file;
  private final long maxBytes;
  private final int keep;
  private SeekableByteChannel out;

  RotatingFile(LogFile settings) throws IOException {
    file = Paths.get(settings.path());
    maxBytes = settings.maxBytes();
    keep = settings.keep();
    open();
  }

  private void open() throws IOException {
    out = Files.newByteChannel(file, OPTIONS, OwnersOnly.file());
  }

  void println(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + '\n').getBytes(StandardCharsets.UTF_8));
    long size = out.size();
    if (size > 0 && size + bytes.remaining() > maxBytes) {
      rotate();
    }
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private void rotate() throws IOException {
    out.close();
    for (int i = keep; i > 0; i--) {
      Path from = i == 1 ? file : numbered(i - 1);
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.deleteIfExists(file); // where none is kept
    open();
  }

  private Path numbered(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
