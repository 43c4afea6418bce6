package dev.retrofuse.trace;

import dev.retrofuse.rules.TraceFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The formats by their words in rule files. */
final class Formats {
  private static final Format W3C = new W3c();
  private static final Format SINGLE = new B3();
  private static final Format MULTI = new B3Multi();
  private static final Format JAEGER = new Jaeger();
  private static final Format XRAY = new XRay();

  private Formats() {}

  static Format of(TraceFormat word) {
    switch (word) {
      case W3C:
        return W3C;
      case B3:
        return SINGLE;
      case B3_MULTI:
        return MULTI;
      case JAEGER:
        return JAEGER;
      case XRAY:
        return XRAY;
    }
    throw new AssertionError(word);
  }

  /** Whoever reads one of B3's two forms reads the other, too; the single header wins. */
  static Format[] toRead(List<TraceFormat> words) {
    List<Format> formats = new ArrayList<>();
    for (TraceFormat word : words) {
      boolean b3 = word == TraceFormat.B3 || word == TraceFormat.B3_MULTI;
      for (Format format : b3 ? Arrays.asList(SINGLE, MULTI) : Arrays.asList(of(word))) {
        if (!formats.contains(format)) {
          formats.add(format);
        }
      }
    }
    return formats.toArray(new Format[0]);
  }
}
