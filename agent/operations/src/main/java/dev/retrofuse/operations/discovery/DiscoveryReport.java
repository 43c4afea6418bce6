package dev.retrofuse.operations.discovery;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.retrofuse.operations.JsonText;
import java.io.IOException;

/** What was seen, as one JSON object. */
final class DiscoveryReport {
  private final Discovery discovery;
  private final double seconds;

  DiscoveryReport(Discovery discovery) {
    this.discovery = discovery;
    seconds = Math.max(1, discovery.nanos() / 1_000_000) / 1_000.0;
  }

  String json() {
    return JsonText.object(
        json -> {
          json.writeNumberField("seconds", seconds);
          json.writeArrayFieldStart("calls");
          for (SeenCalls each : discovery.all()) {
            write(json, each);
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, SeenCalls calls) throws IOException {
    CallName name = calls.name();
    json.writeStartObject();
    json.writeStringField("kind", name.kind().toString());
    json.writeBooleanField("other", name.isOther());
    json.writeStringField("url", name.url());
    json.writeStringField("destination", name.destination());
    json.writeStringField("operation", name.operation());
    json.writeStringField("object", name.object());
    json.writeArrayFieldStart("callers");
    for (String caller : calls.callers()) {
      json.writeString(caller);
    }
    json.writeEndArray();
    writeFigures(json, calls);
    json.writeEndObject();
  }

  private void writeFigures(JsonGenerator json, SeenCalls calls) throws IOException {
    json.writeNumberField("calls", calls.calls());
    json.writeNumberField("perSecond", Math.rint(calls.calls() / seconds * 100) / 100);
    json.writeNumberField("failures", calls.failures());
    json.writeNumberField("refused", calls.refused());
    json.writeNumberField("underWay", calls.underWay());
    json.writeNumberField("mostAtOnce", calls.mostAtOnce());
    json.writeNumberField("p50Millis", calls.percentileMillis(50));
    json.writeNumberField("p99Millis", calls.percentileMillis(99));
  }
}
