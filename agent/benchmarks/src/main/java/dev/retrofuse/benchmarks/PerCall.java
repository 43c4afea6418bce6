package dev.retrofuse.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Times one thread's calls of an H2 in-memory statement: {@code select} that succeeds, or {@code
 * rejected} by a breaker that failing statements have opened. Prints {@code cpu_ns bytes}: CPU time
 * and allocation of the calling thread per call, the medians of its rounds.
 */
public final class PerCall {
  private static final int WARM_UP = 600_000;
  private static final int CALLS = 400_000;
  private static final int ROUNDS = 7;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private PerCall() {}

  /** One call. */
  private interface Call {
    int run() throws SQLException;
  }

  public static void main(String[] args) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1");
    PreparedStatement statement = connection.prepareStatement("SELECT 1");
    Call call = args[0].equals("rejected") ? rejected(connection, statement) : select(statement);
    System.out.println(measure(call));
    System.exit(0);
  }

  private static Call select(PreparedStatement statement) {
    return () -> {
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    };
  }

  private static Call rejected(Connection connection, PreparedStatement statement)
      throws SQLException {
    PreparedStatement failing =
        connection.prepareStatement("SELECT CAST(X || 'x' AS INT) FROM SYSTEM_RANGE(1, 1)");
    int failures = 0;
    while (failures < 1000) { // far more than the breaker needs to open
      try {
        failing.executeQuery();
      } catch (SQLException e) {
        failures++;
      }
    }
    return () -> {
      try {
        statement.executeQuery();
        throw new IllegalStateException("the breaker is not open");
      } catch (SQLException e) {
        return e.getErrorCode();
      }
    };
  }

  private static String measure(Call call) throws SQLException {
    long sum = run(call, WARM_UP);
    double[] nanos = new double[ROUNDS];
    double[] bytes = new double[ROUNDS];
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < ROUNDS; i++) {
      long allocated = THREADS.getThreadAllocatedBytes(thread);
      long cpu = THREADS.getCurrentThreadCpuTime();
      sum += run(call, CALLS);
      nanos[i] = (THREADS.getCurrentThreadCpuTime() - cpu) / (double) CALLS;
      bytes[i] = (THREADS.getThreadAllocatedBytes(thread) - allocated) / (double) CALLS;
    }
    return Figures.round(median(nanos)) + " " + Figures.round(median(bytes)) + " " + sum;
  }

  private static long run(Call call, int times) throws SQLException {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += call.run();
    }
    return sum;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
