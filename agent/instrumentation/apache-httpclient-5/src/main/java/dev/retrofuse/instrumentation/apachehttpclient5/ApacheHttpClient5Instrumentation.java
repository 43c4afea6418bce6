package dev.retrofuse.instrumentation.apachehttpclient5;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * All forms of {@code execute} end in {@code doExecute} of two clients; its own retries and
 * redirects happen inside.
 */
public final class ApacheHttpClient5Instrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.apachehttpclient5.";
  private static final String PARAMETERS =
      "(Lorg/apache/hc/core5/http/HttpHost;Lorg/apache/hc/core5/http/ClassicHttpRequest;"
          + "Lorg/apache/hc/core5/http/protocol/HttpContext;)";
  private static final String SENT_PARAMETERS =
      "(Lorg/apache/hc/core5/http/ClassicHttpRequest;"
          + "Lorg/apache/hc/core5/http/io/HttpClientConnection;"
          + "Lorg/apache/hc/core5/http/io/HttpResponseInformationCallback;"
          + "Lorg/apache/hc/core5/http/protocol/HttpContext;)";

  @Override
  public String name() {
    return "apache-httpclient-5";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        TypeInstrumentation.named(
                "org.apache.hc.client5.http.impl.classic.InternalHttpClient",
                "org.apache.hc.client5.http.impl.classic.MinimalHttpClient")
            .advise(PACKAGE + "AnswerAdvice", method("doExecute", PARAMETERS))
            .advise(PACKAGE + "ExecuteAdvice", method("doExecute", PARAMETERS)),
        TypeInstrumentation.named("org.apache.hc.core5.http.impl.io.HttpRequestExecutor")
            .advise(PACKAGE + "SentAdvice", method("execute", SENT_PARAMETERS)));
  }
}
