package dev.retrofuse.rehearsal;

import dev.retrofuse.rules.Fallback;
import dev.retrofuse.rules.Fault;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.PlannedCalls;
import dev.retrofuse.rules.WrittenCall;
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
final class Instead {
  private final Stage stage;
  private final StageRules rules;

  Instead(Stage stage, StageRules rules) {
    this.stage = stage;
    this.rules = rules;
  }

  /** Whether a call that a drill holds up is to fail then. */
  boolean strikesDown(RetrofuseGuard guard) {
    Fault fault = rules.decides(guard).fault();
    return fault != null && fault.fails();
  }

  /** Of a request that begins; null where no answer to it is kept. */
  static RetrofuseKept kept(RetrofuseGuard guard, WrittenCall call) {
    boolean asks = guard != null && call.kind() == Kind.HTTP && !isGrpc(call);
    return asks
        ? RetrofuseKept.of(guard, call.what().toUpperCase(Locale.ROOT), call.where())
        : null;
  }

  private static boolean isGrpc(WrittenCall call) {
    return call.where().startsWith("grpc:");
  }

  /** A request was answered with 200, and the application has read it. */
  static void answered(RetrofuseKept kept) {
    kept.answers(Collections.emptyMap());
    try (InputStream body = kept.copy(new ByteArrayInputStream(new byte[1]))) {
      for (int read = 0; read >= 0; read = body.read()) {} // it is kept when read to its end
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    kept.settle();
  }

  /**
   * Whether there is something for a call that was refused, or failed with an exception.
   *
   * @param with how it failed, as {@link PlannedCalls#with}; null for one that was refused
   */
  boolean has(
      RetrofuseGuard guard, WrittenCall call, RetrofuseKept kept, String with, Throwable thrown) {
    boolean refused = with == null;
    switch (call.kind()) {
      case HTTP:
        return !isGrpc(call) && hasResponse(guard, kept, refused, thrown);
      case JDBC:
        return hasResult(guard, call, refused, thrown);
      default:
        return accepts(guard, call, with, thrown);
    }
  }

  private static boolean hasResponse(
      RetrofuseGuard guard, RetrofuseKept kept, boolean refused, Throwable thrown) {
    RetrofuseHttp.ended(guard, refused, thrown, kept);
    return RetrofuseHttp.answer() != null;
  }

  private boolean hasResult(
      RetrofuseGuard guard, WrittenCall call, boolean refused, Throwable thrown) {
    switch (call.what().toUpperCase(Locale.ROOT)) {
      case "CONNECT":
        return RetrofuseJdbc.replica(stage.driver(), new Properties(), guard, refused, thrown)
            != null;
      case JdbcMatch.BORROW:
        return false;
      default:
        return RetrofuseJdbc.instead(
                stage.statement(call.where()), call.what(), "executeQuery", guard, refused, thrown)
            != null;
    }
  }

  private boolean accepts(RetrofuseGuard guard, WrittenCall call, String with, Throwable thrown) {
    String system = call.what();
    boolean kafkaFailed = with != null && system.equals("kafka"); // ends when send has returned
    boolean keeps = rules.decides(guard).fallback().form() == Fallback.Form.SPOOL;
    if (kafkaFailed || (keeps && !isKept(system, with))) {
      return false;
    }
    return guard.accepts(with == null, thrown, system);
  }

  private static boolean isKept(String system, String with) {
    boolean unsent = with == null || with.equals(PlannedCalls.UNREACHABLE);
    return unsent && !system.equals("redis") && !system.equals("mqtt");
  }
}
