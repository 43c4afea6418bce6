package dev.retrofuse.operations;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.engine.StateChange;
import dev.retrofuse.engine.UtcTime;
import java.io.IOException;

/** The last events, for operators who come later. Written by the agent's thread. */
public final class RecentEvents {
  static final int MOST = 200;

  private final AgentEvent[] ring = new AgentEvent[MOST];
  private long count;

  synchronized void add(AgentEvent event) {
    ring[(int) (count++ % MOST)] = event;
  }

  /**
   * As one JSON object in one line: {@code {"events": [{"seq", "at", "text"}]}}, the oldest first;
   * changes of a breaker's state also have {@code rule}, {@code key}, {@code mode}, {@code from},
   * {@code to} and {@code why}. {@code seq} counts from 1 since the agent came.
   */
  public synchronized String json() {
    return JsonText.object(
        json -> {
          json.writeArrayFieldStart("events");
          for (long seq = Math.max(0, count - MOST); seq < count; seq++) {
            write(json, seq + 1, ring[(int) (seq % MOST)]);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, long seq, AgentEvent event) throws IOException {
    json.writeStartObject();
    json.writeNumberField("seq", seq);
    json.writeStringField("at", UtcTime.exact(event.atMillis()));
    json.writeStringField("text", event.text());
    StateChange change = event.change();
    if (change != null) {
      json.writeStringField("rule", change.rule());
      json.writeStringField("key", change.key());
      json.writeStringField("mode", change.mode().toString());
      json.writeStringField("from", change.from().toString());
      json.writeStringField("to", change.to().toString());
      json.writeStringField("why", LogLine.clean(change.why()));
    }
    json.writeEndObject();
  }
}
