package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of the jar at a terminal of 24 rows and 100 columns, which the test types at. */
final class PseudoTerminal implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Pattern SETTINGS = Pattern.compile("settings ([0-9a-f:]+)");

  private final Process process;
  private final StringBuilder seen = new StringBuilder();
  private int awaited;

  private PseudoTerminal(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "pseudo-terminal");
    reader.setDaemon(true);
    reader.start();
  }

  static PseudoTerminal retrofuse(String command, long pid) throws IOException {
    String java = new File(ForkedJvm.ownHome(), "bin/java").getPath();
    String shell =
        "trap : INT; stty rows 24 cols 100; echo settings $(stty -g); "
            + (java + " -jar " + Product.JAR + " " + command + " " + pid)
            + "; echo code $?; echo settings $(stty -g)";
    // Tests that run in the background may ignore Ctrl-C, and so would all that they start.
    List<String> script =
        List.of("env", "--default-signal=INT", "script", "-qefc", shell, "/dev/null");
    ProcessBuilder builder = new ProcessBuilder(script).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().put("SHELL", "/bin/sh");
    return new PseudoTerminal(builder.start());
  }

  private void read() {
    try (InputStream in = process.getInputStream()) {
      byte[] bytes = new byte[8_192];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        add(new String(bytes, 0, count, StandardCharsets.UTF_8));
      }
    } catch (IOException ended) {
      add("(ended)");
    }
  }

  private synchronized void add(String text) {
    seen.append(text);
    notifyAll();
  }

  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Waits until it shows that text, behind what was waited for before. */
  synchronized void await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int at = seen.indexOf(text, awaited);
    while (at < 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      assertTrue(left > 0, () -> "'" + text + "' is not shown:\n" + seen);
      wait(left);
      at = seen.indexOf(text, awaited);
    }
    awaited = at + text.length();
  }

  /** To be asked when the command has ended. */
  void assertAsItWas() throws InterruptedException {
    await("settings ");
    await("\n");
    Matcher settings = SETTINGS.matcher(seen.toString());
    assertTrue(settings.find());
    String before = settings.group(1);
    assertTrue(settings.find());
    assertEquals(before, settings.group(1));
    String text = seen.toString();
    assertTrue(text.lastIndexOf("\u001b[?1049l") > text.lastIndexOf("\u001b[?1049h"), text);
    assertTrue(text.lastIndexOf("\u001b[?25h") > text.lastIndexOf("\u001b[?25l"), text);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
