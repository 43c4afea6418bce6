package dev.retrofuse.trace;

import dev.retrofuse.waist.RetrofuseContext;

/** One way in which headers say which trace a call belongs to. Has no state. */
interface Format {
  /** The headers that it reads, in lower case. */
  String[] fields();

  /**
   * Reads and validates.
   *
   * @param values of the {@link #fields}, as libraries give them, from index {@code at} on
   * @param to where what goes on unmodified is put; nothing when there is no valid context
   */
  void read(Object[] values, int at, HeaderList to);

  /** What this format's headers say, of those that {@link #read} gave; null when none is there. */
  SpanContext parse(RetrofuseContext context);

  /** Puts it into this format's headers; nothing where the format cannot say it. */
  void write(SpanContext span, HeaderList to);
}
