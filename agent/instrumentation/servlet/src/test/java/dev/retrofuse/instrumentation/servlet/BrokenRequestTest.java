package dev.retrofuse.instrumentation.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseThread;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that are not what a container gives. */
class BrokenRequestTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String PASS = "rules: []\ntrace: { mode: pass }\n";

  private int passed;

  @Test
  void oneThatThrowsIsAFaultAndLeavesTheThreadReadyForTheNext() throws Exception {
    try (TestAgent agent = TestAgent.attach(PASS, new ServletInstrumentation())) {
      HttpServletRequest broken =
          request(
              HttpServletRequest.class,
              name -> {
                throw new IllegalStateException("recycled");
              });
      new Front().doFilter(broken, null, (request, response) -> assertNoContext());
      assertEquals(List.of("servlet: java.lang.IllegalStateException: recycled"), agent.faults());
      new Front().doFilter(valid(), null, (request, response) -> assertContext());
      assertNoContext();
      assertEquals(3, passed);
    }
  }

  @Test
  void oneThatTellsNothingOrIsNotOfHttpHasNoContext() throws Exception {
    try (TestAgent agent = TestAgent.attach(PASS, new ServletInstrumentation())) {
      HttpServletRequest silent = request(HttpServletRequest.class, name -> null);
      new Front().doFilter(silent, null, (request, response) -> assertNoContext());
      ServletRequest other = request(ServletRequest.class, name -> null);
      new Front().doFilter(other, null, (request, response) -> assertNoContext());
      new Front().doFilter(null, null, (request, response) -> assertNoContext());
      assertEquals(List.of(), agent.faults());
      assertEquals(3, passed);
    }
  }

  @Test
  void theOutermostRequestOfAThreadDecides() throws Exception {
    try (TestAgent agent = TestAgent.attach(PASS, new ServletInstrumentation())) {
      HttpServletRequest silent = request(HttpServletRequest.class, name -> null);
      FilterChain inner = (request, response) -> assertContext();
      new Front().doFilter(valid(), null, (request, response) -> front(silent, inner));
      assertNoContext();
      assertEquals(List.of(), agent.faults());
      assertEquals(2, passed);
    }
  }

  private static void front(ServletRequest request, FilterChain chain) {
    try {
      new Front().doFilter(request, null, chain);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void assertContext() {
    passed++;
    assertEquals(PARENT, RetrofuseThread.current().context().value("traceparent"));
  }

  private void assertNoContext() {
    passed++;
    assertNull(RetrofuseThread.current().context());
  }

  private static HttpServletRequest valid() {
    return request(
        HttpServletRequest.class,
        name -> Collections.enumeration(name.equals("traceparent") ? List.of(PARENT) : List.of()));
  }

  private interface Headers {
    Object get(String name);
  }

  private static <T extends ServletRequest> T request(Class<T> type, Headers headers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> headers.get((String) arguments[0])));
  }

  private static final class Front implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws java.io.IOException, jakarta.servlet.ServletException {
      chain.doFilter(request, response);
    }
  }
}
