package dev.retrofuse.operations;

import dev.retrofuse.engine.OwnersOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The answer to an operator's command: a file that the agent creates and the command line takes.
 * Its first line is {@code ok} or {@code error: text}, the rest is the body.
 */
public final class Reply {
  private static final String OK = "ok";
  private static final String ERROR = "error: ";
  private static final long MOST_BYTES = 64 << 20;

  private final String error;
  private final String body;

  private Reply(String error, String body) {
    this.error = error;
    this.body = body;
  }

  public static Reply ok(String body) {
    return new Reply(null, body);
  }

  /** A refusal, in words for the operator. */
  public static Reply error(String text) {
    return new Reply(LogLine.clean(text), "");
  }

  public boolean isOk() {
    return error == null;
  }

  /** Null when {@link #isOk}. */
  public String error() {
    return error;
  }

  /** Never null. */
  public String body() {
    return body;
  }

  /**
   * Creates the file, readable by its owner only.
   *
   * @throws IOException also when there is such a file, or a link of that name
   */
  public void write(Path file) throws IOException {
    String text = (isOk() ? OK : ERROR + error) + '\n' + body;
    Set<OpenOption> options = options(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (SeekableByteChannel out = Files.newByteChannel(file, options, OwnersOnly.file())) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  private static Set<OpenOption> options(OpenOption... options) {
    return new HashSet<>(Arrays.asList(options));
  }

  /**
   * Reads what {@link #write} wrote, and follows no link.
   *
   * @return null when there is no such file
   */
  public static Reply read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    String rest = end < 0 ? "" : text.substring(end + 1);
    if (first.equals(OK)) {
      return ok(rest);
    }
    return new Reply(first.startsWith(ERROR) ? first.substring(ERROR.length()) : first, rest);
  }

  private static byte[] bytes(Path file) throws IOException {
    Set<OpenOption> options = options(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (SeekableByteChannel in = Files.newByteChannel(file, options)) {
      if (in.size() > MOST_BYTES) {
        throw new IOException(file + " is too long for a reply: " + in.size() + " bytes");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) in.size());
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {
        // Until full or at the end.
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }
}
