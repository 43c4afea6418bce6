package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseContext;

/** A format of one header, which goes on as it came when it can be parsed. */
abstract class OneHeader implements Format {
  private final String name;
  private final String[] fields;

  OneHeader(String name) {
    this.name = name;
    fields = new String[] {name};
  }

  @Override
  public final String[] fields() {
    return fields;
  }

  @Override
  public final void read(Object[] values, int at, HeaderList to) {
    String text = Fields.only(values[at]);
    if (text != null && parse(text) != null) {
      to.add(name, text);
    }
  }

  @Override
  public final SpanContext parse(RetrofuseContext context) {
    String text = context.value(name);
    return text == null ? null : parse(text);
  }

  /** Null for an invalid one. */
  abstract SpanContext parse(String text);
}
