package dev.retrofuse.cli;

import dev.retrofuse.rehearsal.InputFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many calls a second an agent has seen. */
final class SeenRates {
  private static final double MILLIS_PER_SECOND = 1_000;

  private SeenRates() {}

  /**
   * By rule, of the key that had the most.
   *
   * @param file what {@code status --json} printed
   */
  static Map<String, Double> read(File file) throws IOException {
    byte[] bytes = InputFile.read(file, InputFile.MOST_BYTES);
    Map<String, Object> status = Json.object(new String(bytes, StandardCharsets.US_ASCII));
    if (!(status.get("breakers") instanceof List)) {
      throw new IOException("it has no breakers");
    }
    Map<String, Double> rates = new HashMap<>();
    for (Object each : (List<?>) status.get("breakers")) {
      if (!(each instanceof Map)) {
        throw new IOException("one of its breakers is no object");
      }
      @SuppressWarnings("unchecked")
      Map<String, Object> breaker = (Map<String, Object>) each;
      long counted = Json.number(breaker, "countedMillis");
      if (counted > 0) {
        double rate = Json.number(breaker, "calls") * MILLIS_PER_SECOND / counted;
        rates.merge(String.valueOf(breaker.get("rule")), rate, Math::max);
      }
    }
    return rates;
  }
}
