package dev.retrofuse.waist;

/** Netty's event loops: what a thread works for while a decoder hands on what it has read. */
public final class RetrofuseNetty {
  private RetrofuseNetty() {}

  /**
   * A decoder begins to read.
   *
   * @return what to give to {@link #leave}; null where nothing asks for requests
   */
  public static RetrofuseHandOver enter() {
    if (RetrofuseTrace.hook == null && RetrofuseRequest.hook == null) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    thread.enter(RetrofuseThread.DECODER);
    return new RetrofuseHandOver(thread);
  }

  /** It has handed on all: the thread works for what it did before. */
  public static void leave(RetrofuseHandOver before) {
    if (before != null) {
      RetrofuseThread.current().leave(RetrofuseThread.DECODER);
      RetrofuseHandOver.restore(before);
    }
  }

  /** Whether {@link #leave} will come, so that the thread may begin to work for a request. */
  public static boolean isInside() {
    return RetrofuseThread.current().inside(RetrofuseThread.DECODER);
  }

  /** The thread works for a request from now on, whatever it has decoded before. */
  public static void request(Object[] fields, String[] asked) {
    RetrofuseThread thread = RetrofuseThread.current();
    thread.deadline = 0;
    thread.headers = null;
    RetrofuseTrace.begin(fields);
    RetrofuseRequest.begin(asked);
  }
}
