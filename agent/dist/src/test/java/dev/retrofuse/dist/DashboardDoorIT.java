package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.testkit.ForkedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who gets in to the dashboard: one browser, by the right name, from no other origin. */
class DashboardDoorIT {
  @Test
  void onlyTheBrowserThatWasLetInFromItsOwnOrigin() throws IOException {
    try (ForkedJvm server = Product.command("dashboard")) {
      URI address = URI.create(server.await("http://127.0.0.1:").replaceFirst("^.*(?=http:)", ""));
      String here = "Host: 127.0.0.1:" + address.getPort();
      String page = "/?" + address.getRawQuery();
      // None of these makes the address void.
      refuses(address, "GET " + page, "Host: retrofuse.example:" + address.getPort());
      refuses(address, "GET " + page, "X-No-Host: here");
      refuses(address, "GET " + page, here, "Origin: https://127.0.0.1:" + address.getPort());
      refuses(address, "GET " + page + "x", here);
      refuses(address, "GET /state", here, "Cookie: retrofuse=guessed");

      String answer = ask(address, "GET " + page, here);
      Matcher cookie = Pattern.compile("(?i)Set-Cookie: (retrofuse=[^;]+)(.*)").matcher(answer);
      assertTrue(cookie.find(), answer);
      assertEquals("; HttpOnly; SameSite=Strict; Path=/", cookie.group(2).trim());
      String known = "Cookie: " + cookie.group(1);
      assertEquals("200", status(ask(address, "GET /state", here, known)));
      refuses(address, "GET " + page, here);
      refuses(address, "GET /state", here, known, "Origin: http://other.example");
      refuses(address, "GET /state", "Host: other.example", known);
      String form = "Content-Type: application/x-www-form-urlencoded";
      assertEquals("415", status(ask(address, "POST /command", here, known, form)));
    }
  }

  private static void refuses(URI address, String request, String... headers) throws IOException {
    String answer = ask(address, request, headers);
    assertTrue(status(answer).matches("40[03]"), answer);
    assertTrue(!answer.contains("Set-Cookie"), answer);
  }

  private static String status(String answer) {
    return answer.split(" ", 3)[1];
  }

  private static String ask(URI address, String request, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      String end = "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      String text = request + " HTTP/1.1\r\n" + String.join("\r\n", headers) + end;
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
