package dev.retrofuse.instrumentation.jdbc;

import java.io.IOException;
import java.net.Socket;
import java.util.List;

/** MariaDB as Debian installs it. */
final class OwnMariaDb extends OwnServer {
  private final String data = "--datadir=" + home.resolve("data");

  OwnMariaDb() throws IOException {
    super("mysql");
    run(
        "mariadb-install-db",
        "--no-defaults",
        data,
        "--auth-root-authentication-method=normal",
        "--skip-name-resolve");
  }

  @Override
  List<String> command() {
    return List.of(
        "/usr/sbin/mariadbd",
        "--no-defaults",
        data,
        "--port=" + port,
        "--bind-address=127.0.0.1",
        "--socket=" + home.resolve("socket"),
        "--skip-name-resolve",
        "--max-connect-errors=1000000",
        "--innodb-flush-log-at-trx-commit=0");
  }

  /** It speaks first. */
  @Override
  boolean serves() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/test?user=root";
  }

  @Override
  String slowQuery() {
    return "select sleep(0.02)";
  }
}
