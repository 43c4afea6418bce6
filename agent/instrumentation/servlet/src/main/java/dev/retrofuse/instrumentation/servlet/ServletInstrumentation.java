package dev.retrofuse.instrumentation.servlet;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * Whichever comes first of a request's filters and its servlet begins the context, and ends it when
 * the container's thread returns. What goes on asynchronously is begun again by each dispatch, an
 * error page too, and by each call of a listener for it.
 */
public final class ServletInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.servlet.";

  // Tomcat, Jetty 8 to 11 and 12, Undertow.
  private static final String[] ASYNC_CONTEXTS = {
    "org.apache.catalina.core.AsyncContextImpl",
    "org.eclipse.jetty.server.AsyncContinuation",
    "org.eclipse.jetty.server.AsyncContextState",
    "org.eclipse.jetty.ee8.nested.AsyncContextState",
    "org.eclipse.jetty.ee9.nested.AsyncContextState",
    "org.eclipse.jetty.ee10.servlet.AsyncContextState",
    "io.undertow.servlet.spec.AsyncContextImpl"
  };

  public ServletInstrumentation() {}

  @Override
  public String name() {
    return "servlet";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        servlet("javax"),
        filter("javax"),
        servlet("jakarta"),
        filter("jakarta"),
        asyncListener("javax"),
        asyncListener("jakarta"),
        TypeInstrumentation.named(ASYNC_CONTEXTS)
            .advise(PACKAGE + "AsyncStartAdvice", method("start", "(Ljava/lang/Runnable;)")));
  }

  // All servlets of the field descend from HttpServlet, but for that of JSF.
  private static TypeInstrumentation servlet(String platform) {
    return TypeInstrumentation.named(
            platform + ".servlet.http.HttpServlet", platform + ".faces.webapp.FacesServlet")
        .advise(advice(platform, ""), method("service", parameters(platform, "ServletResponse;)")));
  }

  private static TypeInstrumentation filter(String platform) {
    MethodMatch doFilter =
        method("doFilter", parameters(platform, "ServletResponse;L" + platform + "/servlet/"));
    return TypeInstrumentation.implementing(platform + ".servlet.Filter")
        .delegatorsToo()
        .advise(advice(platform, ""), doFilter);
  }

  private static TypeInstrumentation asyncListener(String platform) {
    String event = "(L" + platform + "/servlet/AsyncEvent;)";
    return TypeInstrumentation.implementing(platform + ".servlet.AsyncListener")
        .delegatorsToo()
        .advise(
            advice(platform, "$Callback"),
            method("onComplete", event),
            method("onTimeout", event),
            method("onError", event),
            method("onStartAsync", event));
  }

  private static String advice(String platform, String part) {
    String advice = PACKAGE + "ServletAdvice" + part;
    return platform.equals("jakarta") ? TypeInstrumentation.onJakarta(advice) : advice;
  }

  private static String parameters(String platform, String more) {
    return "(L" + platform + "/servlet/ServletRequest;L" + platform + "/servlet/" + more;
  }
}
