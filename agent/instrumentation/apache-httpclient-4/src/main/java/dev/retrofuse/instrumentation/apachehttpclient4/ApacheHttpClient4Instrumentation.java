package dev.retrofuse.instrumentation.apachehttpclient4;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * All forms of {@code execute} end in one method of three clients; its own retries and redirects
 * happen inside. Until 4.2 that method is {@code AbstractHttpClient.execute}.
 */
public final class ApacheHttpClient4Instrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.apachehttpclient4.";
  private static final String PARAMETERS =
      "(Lorg/apache/http/HttpHost;Lorg/apache/http/HttpRequest;"
          + "Lorg/apache/http/protocol/HttpContext;)";
  private static final String SENT_PARAMETERS =
      "(Lorg/apache/http/HttpRequest;Lorg/apache/http/HttpClientConnection;"
          + "Lorg/apache/http/protocol/HttpContext;)";
  private static final MethodMatch[] METHODS = {
    method("doExecute", PARAMETERS), method("execute", PARAMETERS)
  };

  @Override
  public String name() {
    return "apache-httpclient-4";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        TypeInstrumentation.named(
                "org.apache.http.impl.client.InternalHttpClient",
                "org.apache.http.impl.client.MinimalHttpClient",
                "org.apache.http.impl.client.AbstractHttpClient")
            .advise(PACKAGE + "AnswerAdvice", METHODS)
            .advise(PACKAGE + "ExecuteAdvice", METHODS),
        TypeInstrumentation.named("org.apache.http.protocol.HttpRequestExecutor")
            .advise(PACKAGE + "SentAdvice", method("execute", SENT_PARAMETERS)));
  }
}
