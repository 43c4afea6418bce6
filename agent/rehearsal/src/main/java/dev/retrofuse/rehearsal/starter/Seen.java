package dev.retrofuse.rehearsal.starter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls of one kind to one place, as {@code discover --json} tells them. */
final class Seen {
  private static final double MOST = 1e15;

  private final String kind;
  private final String url;
  private final String destination;
  private final boolean borrows;
  private final List<String> operations = new ArrayList<>();
  private double calls;
  private double failures;
  private double atOnce;
  private double p99Millis;

  /** Without figures yet, of the place that one of its calls goes to. */
  Seen(Map<?, ?> call) {
    kind = text(call, "kind");
    url = text(call, "url");
    destination = text(call, "destination");
    borrows = isBorrow(call);
  }

  private static boolean isBorrow(Map<?, ?> call) {
    return text(call, "operation").equals("BORROW");
  }

  /** The same for calls that one rule is for; empty where no rule can be written. */
  static String place(Map<?, ?> call) {
    String kind = text(call, "kind");
    String url = text(call, "url");
    String destination = text(call, "destination");
    switch (kind) {
      case "jdbc":
        return url.isEmpty() ? "" : (isBorrow(call) ? "pool " : "jdbc ") + url;
      case "http":
        return destination.lastIndexOf(':') <= 0 ? "" : "http " + destination;
      case "messaging":
        return url.isEmpty() || destination.isEmpty() ? "" : url + " " + destination;
      default:
        return "";
    }
  }

  void add(Map<?, ?> call) {
    calls += number(call, "calls");
    failures += number(call, "failures");
    atOnce += number(call, "mostAtOnce");
    p99Millis = Math.max(p99Millis, number(call, "p99Millis"));
    String operation = (text(call, "operation") + " " + text(call, "object")).trim();
    Object callers = call.get("callers");
    boolean known = callers instanceof List && !((List<?>) callers).isEmpty();
    operations.add(known ? operation + " " + callers : operation);
  }

  private static String text(Map<?, ?> call, String name) {
    Object value = call.get(name);
    return value == null ? "" : value.toString();
  }

  private static double number(Map<?, ?> call, String name) {
    Object value = call.get(name);
    return value instanceof Number ? bounded(((Number) value).doubleValue()) : 0;
  }

  // The file may say what nobody counted; sums and shares of it must be numbers still.
  private static double bounded(double value) {
    return Math.min(MOST, Math.max(0, value));
  }

  String kind() {
    return kind;
  }

  /** Of JDBC the URL, of messaging the system. */
  String url() {
    return url;
  }

  String destination() {
    return destination;
  }

  /** Whether it is the wait for a pool's connection. */
  boolean borrows() {
    return borrows;
  }

  /** What is done there, and by whom. */
  List<String> operations() {
    return operations;
  }

  double calls() {
    return calls;
  }

  double failures() {
    return failures;
  }

  /** At most so many, for the operations' peaks need not have been at the same time. */
  double atOnce() {
    return atOnce;
  }

  /** That of the slowest operation; 0 when no call has ended. */
  double p99Millis() {
    return p99Millis;
  }
}
