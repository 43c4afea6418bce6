package dev.retrofuse.cli.dashboard;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who may see the page: the browser that first shows the token of the printed address, from then on
 * known by a cookie; and no page of another origin, whatever name leads it here.
 */
final class Entrance {
  private static final String COOKIE = "retrofuse";
  private static final int BYTES = 24;

  private final AtomicReference<String> token = new AtomicReference<>(random());
  private final String session = random();

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** To be shown once; null afterwards. */
  String token() {
    return token.get();
  }

  /** Whether the request is made to this machine by that name, and not by one that leads here. */
  static boolean isForHere(HttpExchange exchange) {
    int port = exchange.getLocalAddress().getPort();
    String host = exchange.getRequestHeaders().getFirst("Host");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    return isHere(host, port) && (origin == null || isHere(withoutScheme(origin), port));
  }

  private static String withoutScheme(String origin) {
    return origin.startsWith("http://") ? origin.substring("http://".length()) : "";
  }

  private static boolean isHere(String host, int port) {
    return ("127.0.0.1:" + port).equals(host) || ("localhost:" + port).equals(host);
  }

  /** Lets the first one with the token in; gives its cookie, or null. */
  String admit(String shown) {
    String expected = token.get();
    boolean right = expected != null && shown != null && same(expected, shown);
    return right && token.compareAndSet(expected, null)
        ? COOKIE + "=" + session + "; HttpOnly; SameSite=Strict; Path=/"
        : null;
  }

  /** Whether the request comes from the browser that was let in. */
  boolean knows(HttpExchange exchange) {
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    if (cookies != null) {
      for (String cookie : cookies.split("; *")) {
        if (cookie.startsWith(COOKIE + "=")
            && same(session, cookie.substring(COOKIE.length() + 1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean same(String expected, String shown) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }
}
