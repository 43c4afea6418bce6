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
  private static final String CONNECT = PACKAGE + "ConnectAdvice";
  private static final String WRITE = PACKAGE + "ConnectionStepAdvice";
  private static final String READ = PACKAGE + "ReadAdvice";
  private static final String DISCONNECT = PACKAGE + "DisconnectAdvice";

  @Override
  public String name() {
    return "http-url-connection";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        TypeInstrumentation.named("sun.net.www.protocol.http.HttpURLConnection")
            .advise(CONNECT, method("connect", "()"))
            .advise(WRITE, method("getOutputStream", "()"))
            .advise(READ, method("getInputStream", "()"))
            .advise(DISCONNECT, method("disconnect", "()")),
        TypeInstrumentation.named("sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection")
            .advise(CONNECT, method("connect", "()")));
  }
}
