package dev.retrofuse.trace;

import dev.retrofuse.rules.Trace;
import dev.retrofuse.waist.RetrofuseContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads context from requests and messages: what is valid of it, as it came. */
final class Inbound {
  private final Format[] formats;
  private final Object[] fields;
  private final int baggage;
  private final Outbound starter;
  private final TraceCounts counts;

  /**
   * @param starter begins a trace where none came; null for none
   */
  Inbound(Format[] formats, Trace rules, Outbound starter, TraceCounts counts) {
    this.formats = formats;
    this.starter = starter;
    this.counts = counts;
    List<Object> names = new ArrayList<>();
    for (Format format : formats) {
      names.addAll(Arrays.asList(format.fields()));
    }
    baggage = names.size();
    names.addAll(BaggageHeaders.fields(formats, rules));
    fields = names.toArray();
  }

  /** Every format's in order, then those of baggage. */
  Object[] fields() {
    return fields;
  }

  /**
   * Null where nothing valid came and none begins.
   *
   * @param values of the fields; any other number of them stands for none
   */
  RetrofuseContext read(Object[] values) {
    boolean any = false;
    for (Object value : values) {
      any |= value != null;
    }
    RetrofuseContext context = any && values.length == fields.length ? all(values) : null;
    return starter == null ? context : starter.started(context);
  }

  private RetrofuseContext all(Object[] values) {
    HeaderList headers = new HeaderList();
    int at = 0;
    for (Format format : formats) {
      count(values[at], format, at, values, headers);
      at += format.fields().length;
    }
    BaggageHeaders.read(values, baggage, fields, headers);
    return headers.context();
  }

  private void count(Object first, Format format, int at, Object[] values, HeaderList headers) {
    boolean there = !Fields.isEmpty(first);
    int before = headers.size();
    format.read(values, at, headers);
    if (there && headers.size() == before) {
      counts.invalid();
    }
  }
}
