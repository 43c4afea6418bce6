package dev.retrofuse.operations.recording;

import dev.retrofuse.engine.CallSpans;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.operations.discovery.Watched;
import dev.retrofuse.operations.discovery.WatchedCalls;
import dev.retrofuse.rules.Kind;

/** Has each call written down. */
final class RecordedCalls extends WatchedCalls {
  private final CallRecorder recorder;
  private final Names names;

  RecordedCalls(CallRecorder recorder, Names names, Ticker ticker, CallSpans next) {
    super(ticker, next);
    this.recorder = recorder;
    this.names = names;
  }

  @Override
  protected Watched request(String method, String scheme, String host, int port, String path) {
    return new RecordedCall(recorder, Kind.HTTP, names.http(method, scheme, host, port, path));
  }

  @Override
  protected Watched statement(JdbcUrl url, SqlShape sql) {
    return new RecordedCall(recorder, Kind.JDBC, names.jdbc(url, sql));
  }

  @Override
  protected Watched message(String system, String destination) {
    return new RecordedCall(recorder, Kind.MESSAGING, names.send(system, destination));
  }
}
