package dev.retrofuse.cli.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.retrofuse.cli.Json;
import dev.retrofuse.cli.attach.AttachFailure;
import dev.retrofuse.operations.Reply;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The server of the page: on loopback, for one browser. */
public final class Dashboard implements Closeable {
  private static final int THREADS = 4;
  private static final int MOST_BYTES = 8_192;
  private static final int LONGEST_COMMAND = 65_536;
  private static final String LONGEST_REQUEST = "sun.net.httpserver.maxReqTime";
  private static final String LONGEST_SECONDS = "10";
  private static final List<String> METHODS = Arrays.asList("GET", "POST");
  private static final Map<String, String> FILES = new LinkedHashMap<>();

  static {
    // Read once by the JDK's server: who sends half a request holds a thread for so long only.
    if (System.getProperty(LONGEST_REQUEST) == null) {
      System.setProperty(LONGEST_REQUEST, LONGEST_SECONDS);
    }
    FILES.put("/page.css", "text/css; charset=utf-8");
    FILES.put("/page.js", "text/javascript; charset=utf-8");
    FILES.put("/chart.js", "text/javascript; charset=utf-8");
  }

  private final Fleet fleet;
  private final Entrance entrance = new Entrance();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /**
   * Begins to serve and to look at the JVMs.
   *
   * @param port 0 for any that is free
   * @param pids which JVMs are shown; empty for all that are guarded
   * @param jar Retrofuse's, which the agents are asked by
   */
  public Dashboard(int port, Collection<Long> pids, File jar) throws IOException {
    fleet = new Fleet(pids, jar);
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(here, port), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
    threads.execute(fleet::lookOn);
  }

  /** What to open in a browser; good for the first that does. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/?token=" + entrance.token();
  }

  /** Which JVMs are shown, once they have been looked for. */
  public Collection<Long> pids() throws InterruptedException {
    return fleet.pids();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try {
      if (!Entrance.isForHere(exchange)) {
        answer(exchange, 403, "text/plain", "this page is served to this machine only");
      } else if (!METHODS.contains(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", String.join(", ", METHODS));
        answer(exchange, 405, "text/plain", "");
      } else if (entrance.knows(exchange)) {
        serveKnown(exchange);
      } else {
        admit(exchange);
      }
    } catch (AttachFailure | RuntimeException fault) {
      answer(exchange, 500, "text/plain", String.valueOf(fault.getMessage()));
    } finally {
      exchange.close();
    }
  }

  private void admit(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    boolean get = exchange.getRequestMethod().equals("GET");
    boolean shows = get && query != null && query.startsWith("token=");
    String cookie = shows ? entrance.admit(query.substring("token=".length())) : null;
    if (cookie == null) {
      String text = "the address is good for one browser, once; start 'retrofuse dashboard' again";
      answer(exchange, 403, "text/plain", text);
      return;
    }
    exchange.getResponseHeaders().set("Set-Cookie", cookie);
    exchange
        .getResponseHeaders()
        .set("Location", "/"); // so that the token stays in no address line
    answer(exchange, 303, "text/plain", "");
  }

  private void serveKnown(HttpExchange exchange) throws IOException, AttachFailure {
    String path = exchange.getRequestURI().getPath();
    boolean post = exchange.getRequestMethod().equals("POST");
    if (path.equals("/") && !post) {
      answer(exchange, 200, "text/html; charset=utf-8", file("/page.html"));
    } else if (FILES.containsKey(path) && !post) {
      answer(exchange, 200, FILES.get(path), file(path));
    } else if (path.equals("/state") && !post) {
      answer(exchange, 200, "application/json", Json.text(fleet.json()));
    } else if (path.equals("/command") && post) {
      command(exchange);
    } else {
      answer(exchange, 404, "text/plain", "there is no such page");
    }
  }

  // Json in the body makes a browser ask first before it sends such a request for another page.
  private void command(HttpExchange exchange) throws IOException, AttachFailure {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      answer(exchange, 415, "text/plain", "a command is application/json");
      return;
    }
    byte[] body = bytes(exchange.getRequestBody(), LONGEST_COMMAND);
    if (body.length > LONGEST_COMMAND) {
      answer(exchange, 413, "text/plain", "at most " + LONGEST_COMMAND + " bytes");
      return;
    }
    Map<String, Object> asked;
    try {
      asked = Json.object(new String(body, StandardCharsets.UTF_8));
    } catch (IOException wrong) {
      answer(exchange, 400, "text/plain", "a command is one JSON object");
      return;
    }
    command(exchange, asked);
  }

  private void command(HttpExchange exchange, Map<String, Object> asked)
      throws IOException, AttachFailure {
    JvmFeed feed = fleet.of(Json.number(asked, "pid"));
    Reply reply =
        feed == null
            ? Reply.error("this JVM is not there any more")
            : feed.ask(String.valueOf(asked.get("command")), arguments(asked));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ok", reply.isOk());
    answer.put("text", reply.isOk() ? "" : reply.error());
    answer(exchange, 200, "application/json", Json.text(answer));
  }

  private static Map<String, String> arguments(Map<String, Object> asked) {
    Map<String, String> arguments = new LinkedHashMap<>();
    Object given = asked.get("arguments");
    if (given instanceof Map) {
      ((Map<?, ?>) given).forEach((key, value) -> arguments.put(key.toString(), value.toString()));
    }
    return arguments;
  }

  private static void answer(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.forEach(
        (name, value) -> exchange.getResponseHeaders().put(name, Collections.singletonList(value)));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String file(String path) throws IOException {
    try (InputStream in =
        Dashboard.class.getResourceAsStream("/dev/retrofuse/cli/dashboard" + path)) {
      return new String(bytes(in, Integer.MAX_VALUE), StandardCharsets.UTF_8);
    }
  }

  /** All of them, or some more than {@code most}. */
  private static byte[] bytes(InputStream in, int most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[MOST_BYTES];
    for (int read = in.read(buffer); read >= 0 && bytes.size() <= most; read = in.read(buffer)) {
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    fleet.close();
  }
}
