package dev.retrofuse.cli.screen;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that this process was started from, taken over as a whole: a screen of its own, no
 * echo, each key at once. Given back as it was on every end of the process but {@code kill -9}.
 */
public final class RawTerminal implements Closeable {
  private static final File TTY = new File("/dev/tty");
  private static final String OWN_SCREEN = "\u001b[?1049h\u001b[?25l\u001b[2J";
  private static final String OLD_SCREEN = "\u001b[0m\u001b[?25h\u001b[?1049l";
  private static final int ROWS = 24;
  private static final int COLUMNS = 80;
  private static final int PATIENCE_SECONDS = 5;

  private final String before;
  private final OutputStream out;
  private final InputStream in;
  private final Charset charset = charset();
  private final Thread atExit = new Thread(this::giveBack);
  private boolean given;

  private RawTerminal() throws IOException {
    before = stty("-g");
    out = new FileOutputStream(TTY);
    in = new FileInputStream(TTY);
  }

  /**
   * Takes it over. To be closed.
   *
   * @return null when there is none, or it cannot be set
   */
  public static RawTerminal open() {
    try {
      RawTerminal terminal = new RawTerminal();
      Runtime.getRuntime().addShutdownHook(terminal.atExit);
      terminal.takeOver();
      return terminal;
    } catch (IOException none) {
      return null;
    }
  }

  private void takeOver() throws IOException {
    try {
      // Ctrl-C still ends the process, and Ctrl-Z would leave a shell in a raw terminal.
      stty("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
      write(OWN_SCREEN);
    } catch (IOException failure) {
      close();
      throw failure;
    }
  }

  public InputStream in() {
    return in;
  }

  /** What its characters are encoded in. */
  public static Charset charset() {
    String name = System.getProperty("stdout.encoding");
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  /** Rows and columns at present. */
  public int[] size() {
    try {
      String[] numbers = stty("size").split(" ");
      int rows = Integer.parseInt(numbers[0]);
      int columns = Integer.parseInt(numbers[1]);
      return new int[] {rows > 0 ? rows : ROWS, columns > 0 ? columns : COLUMNS};
    } catch (IOException | RuntimeException unknown) {
      return new int[] {ROWS, COLUMNS};
    }
  }

  /** Shows these lines, the first at the top; each is to fit into a row. */
  public void show(List<String> lines) throws IOException {
    StringBuilder text = new StringBuilder("\u001b[H");
    for (int i = 0; i < lines.size(); i++) {
      text.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append("\u001b[0m\u001b[K");
    }
    write(text.append("\u001b[J").toString());
  }

  private synchronized void write(String text) throws IOException {
    if (!given) {
      out.write(text.getBytes(charset));
      out.flush();
    }
  }

  @Override
  public void close() {
    giveBack();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException exiting) {
      // The hook does nothing more.
    }
  }

  private synchronized void giveBack() {
    if (given) {
      return;
    }
    try {
      write(OLD_SCREEN);
      stty(before);
    } catch (IOException gone) {
      // There is no terminal any more.
    }
    given = true;
  }

  private static String stty(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add("stty");
    command.addAll(Arrays.asList(words));
    Process process = new ProcessBuilder(command).redirectInput(TTY).start();
    try (BufferedReader answer =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly(); // nobody reads the terminal: it must not keep us from ending
        throw new IOException("stty does not come to an end");
      }
      if (process.exitValue() != 0) {
        throw new IOException("stty cannot set the terminal");
      }
      String line = answer.readLine();
      return line == null ? "" : line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
