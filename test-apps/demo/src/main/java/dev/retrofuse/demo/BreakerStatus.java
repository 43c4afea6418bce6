package dev.retrofuse.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One breaker of {@code retrofuse status PID --json}. */
record BreakerStatus(String rule, String key, String state, long refused) {
  /** The breakers of a status; throws IOException when it is not one. */
  static List<BreakerStatus> parse(String json) throws IOException {
    List<BreakerStatus> breakers = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY
            && "breakers".equals(parser.currentName())) {
          readAll(parser, breakers);
        }
      }
    }
    return breakers;
  }

  private static void readAll(JsonParser parser, List<BreakerStatus> breakers) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      breakers.add(read(parser));
    }
  }

  private static BreakerStatus read(JsonParser parser) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, parser.getValueAsString());
      parser.skipChildren();
    }
    return new BreakerStatus(
        fields.get("rule"),
        fields.get("key"),
        fields.get("state"),
        Long.parseLong(fields.getOrDefault("refused", "0")));
  }
}
