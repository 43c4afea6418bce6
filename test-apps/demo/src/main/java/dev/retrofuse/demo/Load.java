package dev.retrofuse.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Callers that send at a constant rate, whatever becomes of their requests: four orders, then one
 * look at the orders. Each begins a trace of its own.
 */
final class Load implements AutoCloseable {
  static final int PER_SECOND = 60;
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int READ_EVERY = 5;

  /** The first half of every trace-id of this run. */
  final String traceIds = hex(ThreadLocalRandom.current().nextLong() | 1);

  private final String url;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Beat beat = new Beat(this::send);
  private final ConcurrentHashMap<Long, Long> waitingSince = new ConcurrentHashMap<>();
  private final List<Answer> answers = new ArrayList<>();
  private long sent;

  Load(String url) {
    this.url = url;
  }

  void start() {
    beat.start(PER_SECOND);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // end() hears of failures too
  private void send() {
    long number = ++sent;
    boolean reading = number % READ_EVERY == 0;
    long start = System.nanoTime();
    waitingSince.put(number, start);
    client
        .sendAsync(request(number, reading), BodyHandlers.discarding())
        .whenComplete((response, failure) -> end(number, start, response, reading));
  }

  private HttpRequest request(long number, boolean reading) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + (reading ? "/orders" : "/order")))
            .timeout(PATIENCE)
            .header("traceparent", "00-" + traceIds + hex(number) + "-" + hex(number) + "-01");
    return reading
        ? request.build()
        : request
            .POST(BodyPublishers.ofString("item=tea"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .build();
  }

  private void end(long number, long start, HttpResponse<Void> response, boolean reading) {
    long end = System.nanoTime();
    waitingSince.remove(number);
    int status = response == null ? 0 : response.statusCode();
    synchronized (answers) {
      answers.add(new Answer(end, end - start, status, reading));
    }
  }

  /** The answers that ended between two times of the monotonic clock. */
  List<Answer> between(long from, long to) {
    synchronized (answers) {
      return answers.stream().filter(a -> a.end() - from >= 0 && a.end() - to < 0).toList();
    }
  }

  /** For how long each request that has no answer yet is waiting, in nanos. */
  Collection<Long> waiting() {
    long now = System.nanoTime();
    return waitingSince.values().stream().map(since -> now - since).toList();
  }

  private static String hex(long number) {
    return String.format("%016x", number);
  }

  @Override
  public void close() {
    beat.close();
  }
}
