package dev.retrofuse.testapps.legacy;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;

/** java.net.http by reflection: this application is compiled for a Java that does not have it. */
final class NewerHttp {
  private static Object client;

  private NewerHttp() {}

  static synchronized String get(String url) throws Exception {
    Class<?> clientType = Class.forName("java.net.http.HttpClient");
    Class<?> requestType = Class.forName("java.net.http.HttpRequest");
    Class<?> builderType = Class.forName("java.net.http.HttpRequest$Builder");
    Class<?> handlerType = Class.forName("java.net.http.HttpResponse$BodyHandler");
    Class<?> handlers = Class.forName("java.net.http.HttpResponse$BodyHandlers");
    if (client == null) {
      client = clientType.getMethod("newHttpClient").invoke(null);
    }
    Object builder = requestType.getMethod("newBuilder", URI.class).invoke(null, URI.create(url));
    Object request = builderType.getMethod("build").invoke(builder);
    try {
      Object response =
          clientType
              .getMethod("send", requestType, handlerType)
              .invoke(client, request, handlers.getMethod("ofString").invoke(null));
      return String.valueOf(
          Class.forName("java.net.http.HttpResponse").getMethod("statusCode").invoke(response));
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }
}
