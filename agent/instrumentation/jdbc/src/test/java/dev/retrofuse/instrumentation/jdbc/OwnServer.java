package dev.retrofuse.instrumentation.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A database server of the test's own: its data in a temporary folder, a free port, one process.
 */
abstract class OwnServer implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

  final int port = freePort();
  final Path home;
  private final String user;
  private Process process;

  /**
   * @param user as whom it runs where the tests run as root, which servers refuse to be
   */
  OwnServer(String user) throws IOException {
    this.user = user;
    home = Files.createTempDirectory("retrofuse-database");
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    if (IS_ROOT) {
      Files.setOwner(
          home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }
  }

  /** Runs in the foreground. */
  abstract List<String> command();

  abstract boolean serves();

  abstract String url();

  /** A query that is under way for a while. */
  abstract String slowQuery();

  /** Ends the process as a crash does: nothing is said to its clients. */
  void crash() throws IOException {
    kill();
  }

  final void start() throws IOException {
    process = launch(command());
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!serves()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("no server: " + Files.readString(home.resolve("log")));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  final boolean isUp() {
    return process != null && process.isAlive();
  }

  final void run(String... command) throws IOException {
    Process tool = launch(Arrays.asList(command));
    if (await(tool) != 0) {
      throw new AssertionError(List.of(command) + ": " + Files.readString(home.resolve("log")));
    }
  }

  private Process launch(List<String> command) throws IOException {
    List<String> all = new ArrayList<>();
    if (IS_ROOT) {
      all.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
    }
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all).directory(home.toFile());
    ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile());
    return builder.redirectErrorStream(true).redirectOutput(log).start();
  }

  private void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd();
    }
  }

  final void awaitEnd() {
    await(process);
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public final void close() throws IOException {
    if (isUp()) {
      crash();
    }
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  // Below the ports of outgoing connections: while the server is down, one of them could take it,
  // or a client connect to itself.
  private static int freePort() {
    Random random = new Random();
    while (true) {
      int candidate = 20_000 + random.nextInt(12_000);
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
  }
}
