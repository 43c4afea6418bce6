package dev.retrofuse.cli.dashboard;

import dev.retrofuse.cli.Json;
import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.cli.attach.Conversation;
import dev.retrofuse.cli.attach.LiveConversation;
import dev.retrofuse.cli.attach.Target;
import dev.retrofuse.operations.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One guarded JVM, looked at once in a while, and what it said. */
final class JvmFeed implements Closeable {
  private static final int MOST_BREAKERS = 500;
  private static final long PATIENCE_MILLIS = 10_000;

  private final Target target;
  private final Map<String, History> histories = new LinkedHashMap<>();
  private LiveConversation live;
  private Map<String, Object> status = Collections.emptyMap();
  private Object events = Collections.emptyList();
  private String problem;

  private JvmFeed(Target target) {
    this.target = target;
  }

  /** One that goes on, or that only has a problem to tell. */
  static JvmFeed of(Conversation conversation) {
    JvmFeed feed = new JvmFeed(conversation.target());
    try {
      conversation.checkOwner();
      feed.live = LiveConversation.begin(conversation);
    } catch (AttachFailure | IOException | RuntimeException failure) {
      feed.problem = text(failure);
    }
    return feed;
  }

  private static String text(Exception failure) {
    return failure instanceof AttachFailure ? failure.getMessage() : failure.toString();
  }

  /** Whether the conversation goes on. */
  synchronized boolean isLive() {
    return live != null;
  }

  /** A step: asks the JVM how it is. */
  synchronized void look() {
    if (live == null) {
      return;
    }
    try {
      String said = live.status();
      String told = live.events();
      if (said != null && told != null) {
        boolean first = status.isEmpty();
        status = Json.object(said);
        events = Json.object(told).get("events");
        remember(!first);
      }
    } catch (AttachFailure | IOException failure) {
      problem = text(failure);
      close();
    }
  }

  private void remember(boolean newOnes) {
    for (Map<String, Object> breaker : Json.objects(status, "breakers")) {
      String id = breaker.get("rule") + "\n" + breaker.get("key");
      if (histories.size() < MOST_BREAKERS || histories.containsKey(id)) {
        histories.computeIfAbsent(id, any -> new History(newOnes)).add(breaker);
      }
    }
  }

  /** Sends a command; the answer in words. */
  synchronized Reply ask(String command, Map<String, String> arguments)
      throws AttachFailure, IOException {
    if (live == null) {
      return Reply.error(problem);
    }
    return live.ask(command, arguments, PATIENCE_MILLIS);
  }

  /** All that is known, for the page. */
  synchronized Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pid", target.pid());
    json.put("main", target.main());
    json.put("user", target.user());
    json.put("problem", problem);
    json.put("status", status);
    json.put("events", events);
    Map<String, Object> past = new LinkedHashMap<>();
    histories.forEach((id, history) -> past.put(id, history.json()));
    json.put("history", past);
    return json;
  }

  @Override
  public synchronized void close() {
    if (live != null) {
      live.close();
      live = null;
    }
  }
}
