package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.Fallback;
import dev.retrofuse.rules.Fault;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseKept;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Properties;

/** Asks for what the application gets in place of a call, as woven code does. */
public final class Instead {
  private final Stage stage;
  private final StageRules rules;

  public Instead(Stage stage, StageRules rules) {
    this.stage = stage;
    this.rules = rules;
  }

  /** Whether a call that a drill holds up is to fail then. */
  boolean strikesDown(RetrofuseGuard guard) {
    Fault fault = rules.decides(guard).fault();
    return fault != null && fault.fails();
  }

  /** Of a request that begins; null where no answer to it is kept. */
  public static RetrofuseKept kept(RetrofuseGuard guard, String method, String url) {
    return guard == null || isGrpc(url) ? null : RetrofuseKept.of(guard, method, url);
  }

  private static boolean isGrpc(String url) {
    return url.startsWith("grpc:");
  }

  /** A request was answered with 200, and the application has read it. */
  public static void answered(RetrofuseKept kept) {
    kept.answers(Collections.emptyMap());
    try (InputStream body = kept.copy(new ByteArrayInputStream(new byte[1]))) {
      for (int read = 0; read >= 0; read = body.read()) {} // it is kept when read to its end
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    kept.settle();
  }

  /** Whether there is a response for a request. */
  public boolean hasResponse(
      RetrofuseGuard guard, String url, RetrofuseKept kept, boolean refused, Throwable thrown) {
    if (isGrpc(url)) {
      return false;
    }
    RetrofuseHttp.ended(guard, refused, thrown, kept);
    return RetrofuseHttp.answer() != null;
  }

  /**
   * Whether there is a result for a statement, or a connection to a replica.
   *
   * @param sql a text, {@code CONNECT} or {@code BORROW}
   */
  public boolean hasResult(
      RetrofuseGuard guard, String sql, String url, boolean refused, Throwable thrown) {
    switch (sql.toUpperCase(Locale.ROOT)) {
      case "CONNECT":
        return RetrofuseJdbc.replica(stage.driver(), new Properties(), guard, refused, thrown)
            != null;
      case JdbcMatch.BORROW:
        return false;
      default:
        return RetrofuseJdbc.instead(
                stage.statement(url), sql, "executeQuery", guard, refused, thrown)
            != null;
    }
  }

  /**
   * Whether the application is told that a message was sent.
   *
   * @param unsent whether it has surely not left
   */
  public boolean accepts(
      RetrofuseGuard guard, String system, boolean refused, boolean unsent, Throwable thrown) {
    boolean kafkaFailed = !refused && system.equals("kafka"); // it ends when send has returned
    boolean keeps = rules.decides(guard).fallback().form() == Fallback.Form.SPOOL;
    boolean kept = (refused || unsent) && !system.equals("redis") && !system.equals("mqtt");
    return !kafkaFailed && (kept || !keeps) && guard.accepts(refused, thrown, system);
  }
}
