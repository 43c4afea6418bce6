package dev.retrofuse.operations.discovery;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;

/** Counts each call under its name. */
final class DiscoveredCalls extends WatchedCalls {
  private final Discovery discovery;

  DiscoveredCalls(Discovery discovery, CallSpans next) {
    super(discovery.ticker(), next);
    this.discovery = discovery;
  }

  @Override
  protected Watched request(String method, String scheme, String host, int port, String path) {
    return seen(CallName.http(method, host, port, path));
  }

  @Override
  protected Watched statement(JdbcUrl url, SqlShape sql) {
    return seen(CallName.jdbc(url, sql));
  }

  @Override
  protected Watched message(String system, String destination) {
    return seen(CallName.send(system, destination));
  }

  private Watched seen(CallName name) {
    SeenCalls seen = discovery.of(name);
    seen.comes();
    return seen;
  }
}
