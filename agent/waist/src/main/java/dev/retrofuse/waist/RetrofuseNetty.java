package dev.retrofuse.waist;

/** Netty's event loops: what a thread works for while a decoder hands on what it has read. */
public final class RetrofuseNetty {
  private RetrofuseNetty() {}

  /**
   * A decoder begins to read.
   *
   * @return what to give to {@link #leave}; null where nothing asks for requests
   */
  public static RetrofuseCarried enter() {
    if (RetrofuseCarried.isOff()) {
      return null;
    }
    RetrofuseThread thread = RetrofuseThread.current();
    thread.enter(RetrofuseThread.DECODER);
    return thread.carried();
  }

  /** It has handed on all: the thread works for what it did before. */
  public static void leave(RetrofuseCarried before) {
    if (before != null) {
      RetrofuseThread.current().leave(RetrofuseThread.DECODER);
      RetrofuseCarried.end(before);
    }
  }

  /** Whether {@link #leave} will come, so that the thread may begin to work for a request. */
  public static boolean isInside() {
    return RetrofuseThread.current().inside(RetrofuseThread.DECODER);
  }
}
