package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** How headers say which trace a call belongs to. */
public enum TraceFormat {
  /** {@code traceparent} and {@code tracestate}: W3C Trace Context, level 2. */
  W3C("w3c"),
  /** The one header {@code b3}; is read as the many, too. */
  B3("b3"),
  /** The headers {@code x-b3-traceid} and so on; is read as the one, too. */
  B3_MULTI("b3-multi"),
  /** {@code uber-trace-id}, and {@code uberctx-} before names of baggage. */
  JAEGER("jaeger"),
  /** {@code x-amzn-trace-id}. */
  XRAY("xray");

  private final String word;

  TraceFormat(String word) {
    this.word = word;
  }

  /** Null for a word that names none. */
  static TraceFormat of(String word) {
    for (TraceFormat format : values()) {
      if (format.word.equals(word)) {
        return format;
      }
    }
    return null;
  }

  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (TraceFormat format : values()) {
      words.add(format.word);
    }
    return words;
  }

  @Override
  public String toString() {
    return word;
  }
}
