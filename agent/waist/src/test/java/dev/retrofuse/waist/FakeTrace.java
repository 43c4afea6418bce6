package dev.retrofuse.waist;

/** A hook that takes any text for a traceparent, from whom is called trusted. */
final class FakeTrace extends RetrofuseTrace {
  @Override
  protected Object[] fields() {
    return new Object[] {"traceparent"};
  }

  @Override
  protected boolean asks() {
    return true;
  }

  @Override
  protected boolean trusts(Object address) {
    return "trusted".equals(address);
  }

  @Override
  protected boolean trustsMessagesOf(String destination) {
    return trusts(destination);
  }

  @Override
  protected RetrofuseContext extract(Object[] values) {
    return values.length == 0 || values[0] == null
        ? null
        : new RetrofuseContext("traceparent", values[0].toString());
  }

  @Override
  protected RetrofuseContext inject(RetrofuseContext context, Object tracing) {
    return tracing == null ? context : null;
  }

  @Override
  protected boolean writesFields(Object tracing) {
    return tracing == null;
  }

  @Override
  protected String[] logEntries(RetrofuseContext context) {
    return new String[] {"trace_id", context.value("traceparent")};
  }
}
