package dev.retrofuse.instrumentation.servlet;

import org.junit.jupiter.api.Test;

/** The same from Servlet 3.0 on. */
abstract class AsyncDispatchContract extends DispatchContract {
  @Test
  void asynchronousRequestsAndTheirListeners() throws Exception {
    assertWay("/async-dispatch", "/target", "onComplete");
    assertWay("/async-complete", "onComplete");
    assertWay("/async-start", "started", "onComplete");
    assertWay("/async-timeout", "onTimeout", "onComplete");
    assertWay("/async-throw", afterFailure());
  }

  /** What a container calls when a servlet fails after {@code startAsync}. */
  String[] afterFailure() {
    return new String[] {"onError", "onComplete"};
  }
}
