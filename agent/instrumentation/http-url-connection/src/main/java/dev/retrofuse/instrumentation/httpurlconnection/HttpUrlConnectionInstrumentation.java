package dev.retrofuse.instrumentation.httpurlconnection;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code java.net.HttpURLConnection} as the JDK implements it, 8 to 26. What an application holds
 * for https hands on to a subclass of the second type; {@code getResponseCode}, {@code getContent}
 * and the header methods go through {@code getInputStream}.
 */
public final class HttpUrlConnectionInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.httpurlconnection.";
  private static final String STEP = PACKAGE + "ConnectionStepAdvice";
  private static final String DISCONNECT = PACKAGE + "DisconnectAdvice";

  @Override
  public String name() {
    return "http-url-connection";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        TypeInstrumentation.named("sun.net.www.protocol.http.HttpURLConnection")
            .advise(
                STEP,
                method("connect", "()"),
                method("getOutputStream", "()"),
                method("getInputStream", "()"))
            .advise(DISCONNECT, method("disconnect", "()")),
        TypeInstrumentation.named("sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection")
            .advise(STEP, method("connect", "()")));
  }
}
