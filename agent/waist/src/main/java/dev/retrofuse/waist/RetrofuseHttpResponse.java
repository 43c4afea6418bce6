package dev.retrofuse.waist;

import java.lang.reflect.Method;

/** The JDK's own HTTP response of 11 and later, a type that code for Java 8 cannot name. */
final class RetrofuseHttpResponse {
  private static final String RESPONSE = "java.net.http.HttpResponse";
  private static final Method STATUS_CODE = statusCode();

  private RetrofuseHttpResponse() {}

  private static Method statusCode() {
    try {
      return Class.forName(RESPONSE, false, ClassLoader.getSystemClassLoader())
          .getMethod("statusCode");
    } catch (ReflectiveOperationException absentBefore11) {
      return null;
    }
  }

  /** The status of a response; 0 for anything else. */
  static int status(Object response) {
    if (STATUS_CODE == null || !STATUS_CODE.getDeclaringClass().isInstance(response)) {
      return 0;
    }
    try {
      return ((Integer) STATUS_CODE.invoke(response)).intValue();
    } catch (ReflectiveOperationException fault) {
      RetrofuseAgent.fault(fault, "java-http-client");
      return 0;
    }
  }
}
