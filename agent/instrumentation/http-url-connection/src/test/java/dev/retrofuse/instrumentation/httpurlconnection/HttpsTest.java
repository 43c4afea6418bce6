package dev.retrofuse.instrumentation.httpurlconnection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.retrofuse.testkit.TestAgent;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseTrace;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application holds for https hands on to another object: still one call. */
class HttpsTest {
  private static final String PASSWORD = "changeit";
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String RULES =
      "rules:\n"
          + "  - name: remote\n"
          + "    match: { http: { host: 127.0.0.1 } }\n"
          + "    breaker: { window: 100 calls, minimum-calls: 4, open-wait: 1h }\n"
          + "    bulkhead: { max-concurrent: 1 }\n";

  private final List<String> parents = new CopyOnWriteArrayList<>();
  @TempDir Path folder;
  private SSLContext tls;
  private HttpsServer server;
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    tls = context(keys());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", this::handle);
    server.start();
    agent = TestAgent.attach(RULES, new HttpUrlConnectionInstrumentation());
  }

  private void handle(HttpExchange exchange) throws IOException {
    parents.add(String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")));
    exchange.sendResponseHeaders(
        exchange.getRequestURI().getPath().equals("/sick") ? 500 : 200, -1);
    exchange.close();
  }

  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    String keytool = System.getProperty("java.home") + File.separator + "bin/keytool";
    Process process =
        new ProcessBuilder(
                (keytool + " -genkeypair -keyalg RSA -storetype PKCS12 -storepass " + PASSWORD)
                    .concat(" -alias a -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -keystore " + file)
                    .split(" "))
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    keys.setCertificateEntry("trusted", keys.getCertificate("a"));
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private HttpsURLConnection open(String path) throws IOException {
    URL url = new URL("https://127.0.0.1:" + server.getAddress().getPort() + path);
    HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
    connection.setSSLSocketFactory(tls.getSocketFactory());
    return connection;
  }

  @AfterEach
  void stop() {
    server.stop(0);
    agent.close();
    assertEquals(Collections.emptyList(), agent.faults());
  }

  @Test
  void everyWayIsOneCall() throws Exception {
    RetrofuseContext before = RetrofuseTrace.begin(PARENT, null, null);
    assertEquals(200, open("/ok").getResponseCode());
    HttpsURLConnection connected = open("/ok");
    connected.connect();
    assertNotNull(connected.getCipherSuite());
    assertEquals("HTTP/1.1 200 OK", connected.getHeaderField(0));
    RetrofuseTrace.restore(before);
    assertEquals(Collections.nCopies(2, PARENT), parents);
    HttpsURLConnection written = open("/sick");
    written.setDoOutput(true);
    written.getOutputStream().write('x');
    assertEquals(500, written.getResponseCode());
    assertEquals(3, agent.calls("remote"));
    assertEquals(1, agent.failures("remote"));
    assertEquals(0, agent.concurrent("remote"));
  }

  @Test
  void failedHandshakesOpenTheBreaker() throws Exception {
    for (int i = 0; i < 4; i++) {
      HttpsURLConnection connection = open("/ok");
      connection.setSSLSocketFactory(SSLContext.getDefault().getSocketFactory());
      assertThrows(SSLException.class, connection::getInputStream);
    }
    assertEquals(4, agent.failures("remote"));
    HttpsURLConnection connection = open("/ok");
    assertThrows(ConnectException.class, connection::connect);
    assertThrows(ConnectException.class, connection::getResponseCode);
    assertEquals(1, agent.refused("remote"));
    assertEquals(0, agent.concurrent("remote"));
    connection.disconnect();
  }
}
