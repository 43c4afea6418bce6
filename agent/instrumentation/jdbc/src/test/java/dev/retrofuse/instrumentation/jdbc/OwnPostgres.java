package dev.retrofuse.instrumentation.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL as Debian installs it. */
final class OwnPostgres extends OwnServer {
  private final Path programs;
  private final String data = home.resolve("data").toString();

  OwnPostgres() throws IOException {
    super("postgres");
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      programs = versions.sorted().reduce((older, newer) -> newer).orElseThrow().resolve("bin");
    }
    run(program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync");
  }

  private String program(String name) {
    return programs.resolve(name).toString();
  }

  @Override
  List<String> command() {
    return List.of(
        program("postgres"),
        "-D" + data,
        "-p" + port,
        "-clisten_addresses=127.0.0.1",
        "-cunix_socket_directories=",
        "-cfsync=off");
  }

  @Override
  boolean serves() {
    try {
      run(program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", String.valueOf(port));
      return true;
    } catch (IOException | AssertionError notYet) {
      return false;
    }
  }

  @Override
  void crash() throws IOException {
    run(program("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop");
    awaitEnd();
  }

  @Override
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  @Override
  String slowQuery() {
    return "select pg_sleep(0.02)";
  }
}
