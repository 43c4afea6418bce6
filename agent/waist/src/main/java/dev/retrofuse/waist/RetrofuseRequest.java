package dev.retrofuse.waist;

/**
 * What rules want to know of the inbound request that a thread serves. Static methods are for woven
 * code; the agent installs its subclass in {@link #hook}.
 */
public abstract class RetrofuseRequest {
  /** Null while off, detached, or where no rule file asks for a header. */
  public static volatile RetrofuseRequest hook;

  private static final String[] NONE = {};

  /** The headers whose values are to be given to {@link #begin}. */
  public static String[] headers() {
    RetrofuseRequest request = hook;
    return request == null ? NONE : request.wanted();
  }

  /**
   * Takes what the request says; {@link RetrofuseTrace#leave} ends it.
   *
   * @param values of {@link #headers}, null where there is none
   */
  public static void begin(String[] values) {
    RetrofuseRequest request = hook;
    if (request != null) {
      RetrofuseThread.any();
      request.onBegin(values, RetrofuseThread.current());
    }
  }

  protected abstract String[] wanted();

  protected abstract void onBegin(String[] values, RetrofuseThread thread);
}
