package dev.retrofuse.engine.timeout;

import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseConnecting;
import java.sql.Connection;
import java.sql.SQLException;

/** The opening of one connection under a time limit, which the driver's own time-outs keep. */
final class Connecting extends RetrofuseConnecting {
  private final TimeLimit limit;
  private final ConnectTimeOuts own;
  private final Object given;
  private final boolean acts;
  private final long start;
  private final long nanos;

  /**
   * @param own what the driver was told; null for nothing
   * @param given the application's properties
   * @param acts whether it is cut, or it is only counted that it would have been
   * @param nanos how long it may take; 0 for ever
   */
  Connecting(TimeLimit limit, ConnectTimeOuts own, Object given, boolean acts, long nanos) {
    this.limit = limit;
    this.own = own;
    this.given = given;
    this.acts = acts;
    this.nanos = nanos;
    start = limit.now();
  }

  @Override
  public Object properties() {
    return own == null ? given : own.properties();
  }

  @Override
  public Throwable end(Object connection, Throwable thrown) {
    if (own != null && connection != null) {
      liftFrom((Connection) connection);
    }
    boolean cut = own != null && limit.now() - start >= nanos && isOfTheWay(thrown);
    limit.connectEnded(start, nanos, acts, cut);
    return cut ? limit.afterCut(thrown, nanos) : thrown;
  }

  private void liftFrom(Connection connection) {
    try {
      own.liftFrom(connection);
    } catch (Exception | LinkageError unable) {
      RetrofuseAgent.fault(unable, "jdbc");
    }
  }

  /** Whether it is the way to the database that failed: a wrong password may come late as well. */
  private static boolean isOfTheWay(Throwable thrown) {
    String state = thrown instanceof SQLException ? ((SQLException) thrown).getSQLState() : null;
    return state != null && (state.startsWith("08") || state.startsWith("HYT"));
  }
}
