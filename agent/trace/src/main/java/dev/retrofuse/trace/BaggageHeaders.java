package dev.retrofuse.trace;

import dev.retrofuse.rules.Trace;
import dev.retrofuse.rules.TraceFormat;
import dev.retrofuse.waist.RetrofuseContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Baggage in its two forms: W3C's one header, which goes with every format, and Jaeger's {@code
 * uberctx-KEY} of one member each. Jaeger's are read for the keys that the rules name, since
 * libraries are asked for headers by name.
 */
final class BaggageHeaders {
  private static final String NAME = "baggage";
  private static final String JAEGER = "uberctx-";

  private BaggageHeaders() {}

  static List<Object> fields(Format[] formats, Trace rules) {
    List<Object> fields = new ArrayList<>();
    fields.add(NAME);
    for (Format format : formats) {
      if (format instanceof Jaeger) {
        for (String key : rules.calls().baggageKeys()) {
          fields.add(JAEGER + key);
        }
      }
    }
    return fields;
  }

  static void read(Object[] values, int at, Object[] fields, HeaderList to) {
    String list = Baggage.read(values[at]);
    if (list != null) {
      to.add(NAME, list);
    }
    for (int i = at + 1; i < values.length; i++) {
      String value = Fields.only(values[i]);
      if (value != null && Baggage.isValue(value)) {
        to.add((String) fields[i], value);
      }
    }
  }

  /** Puts all of it where it goes on with a trace of another beginning. */
  static void copy(RetrofuseContext from, HeaderList to) {
    for (int i = 0; i < from.size(); i++) {
      if (from.name(i).equals(NAME) || from.name(i).startsWith(JAEGER)) {
        to.add(from.name(i), from.value(i));
      }
    }
  }

  /**
   * Puts it into the form that goes with the formats.
   *
   * @param formats none for both forms as they came
   */
  static void write(RetrofuseContext from, List<TraceFormat> formats, HeaderList to) {
    if (formats.isEmpty()) {
      copy(from, to);
      return;
    }
    String list = Baggage.joined(from.value(NAME), members(from));
    boolean jaeger = formats.contains(TraceFormat.JAEGER);
    if (list != null && (!jaeger || formats.size() > 1)) {
      to.add(NAME, list);
    }
    if (list != null && jaeger) {
      addEach(list, to);
    }
  }

  private static String members(RetrofuseContext from) {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < from.size(); i++) {
      if (from.name(i).startsWith(JAEGER)) {
        members.append(members.length() == 0 ? "" : ",");
        members.append(from.name(i), JAEGER.length(), from.name(i).length());
        members.append('=').append(from.value(i));
      }
    }
    return members.length() == 0 ? null : members.toString();
  }

  private static void addEach(String list, HeaderList to) {
    for (String member : list.split(",")) {
      int end = member.indexOf(';');
      int equals = member.indexOf('=');
      String value = member.substring(equals + 1, end < 0 ? member.length() : end).trim();
      to.add(JAEGER + Allowed.key(member), value);
    }
  }
}
