package dev.retrofuse.testkit;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.Map;
import java.util.TreeMap;

/** A message as the application's own code met it. */
public final class ReceivedMessage {
  private final String text;
  private final Map<String, String> headers;
  private final String traceparent;

  private ReceivedMessage(String text, Map<String, String> headers, String traceparent) {
    this.text = text;
    this.headers = new TreeMap<>(headers);
    this.traceparent = traceparent;
  }

  /** To be made on the thread that processes the message. */
  public static ReceivedMessage here(String text, Map<String, String> headers) {
    RetrofuseContext context = RetrofuseThread.current().context;
    return new ReceivedMessage(
        text, headers, context == null ? null : context.value("traceparent"));
  }

  public String text() {
    return text;
  }

  /** The headers as they came, by name. */
  public Map<String, String> headers() {
    return headers;
  }

  public String header(String name) {
    return headers.get(name);
  }

  /** The trace that the processing thread worked for, or null. */
  public String traceparentOfThread() {
    return traceparent;
  }

  @Override
  public String toString() {
    return text + headers + (traceparent == null ? "" : " for " + traceparent);
  }
}
