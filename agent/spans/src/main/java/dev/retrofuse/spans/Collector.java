package dev.retrofuse.spans;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Posts to the collector. HTTP/1.1 on a socket, one connection a post: the JDK's clients share
 * defaults with the application (cookies, authentication, connections that are kept), and are
 * woven.
 */
public final class Collector implements Closeable {
  private static final int LONGEST_LINE = 1_000;

  private final boolean tls;
  private final String host;
  private final int port;
  private final String head;
  private volatile Socket socket;

  /**
   * @param endpoint its URL
   * @param usualPath of an endpoint without one
   * @param headers name, value, name, value, ...
   */
  public Collector(String endpoint, String usualPath, List<String> headers) {
    URI url = URI.create(endpoint);
    tls = url.getScheme().equals("https");
    String name = url.getHost();
    host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    port = url.getPort() < 0 ? (tls ? 443 : 80) : url.getPort();
    head = head(url, usualPath, headers);
  }

  private static String head(URI url, String usualPath, List<String> headers) {
    String path = url.getRawPath();
    boolean base = path == null || path.isEmpty() || path.equals("/");
    StringBuilder text = new StringBuilder("POST ");
    text.append(base ? usualPath : path);
    text.append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    text.append(" HTTP/1.1\r\nHost: ").append(url.getRawAuthority()).append("\r\n");
    text.append("User-Agent: retrofuse\r\nContent-Type: application/x-protobuf\r\n");
    text.append("Connection: close\r\n");
    for (int i = 0; i < headers.size(); i += 2) {
      text.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
    }
    return text.append("Content-Length: ").toString();
  }

  /**
   * Posts once.
   *
   * @return the answer's status
   */
  public int post(byte[] body, int timeOutMillis) throws IOException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeOutMillis);
    try (Socket plain = new Socket(Proxy.NO_PROXY)) {
      socket = plain;
      plain.connect(new InetSocketAddress(host, port), timeOutMillis);
      plain.setSoTimeout(timeOutMillis);
      try (Socket talk = tls ? secured(plain) : plain) {
        OutputStream out = talk.getOutputStream();
        out.write((head + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
        return status(talk.getInputStream(), until);
      }
    } finally {
      socket = null;
    }
  }

  // Not the default context, which the application may have yet to configure.
  private Socket secured(Socket plain) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      SSLSocket secured =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      return secured;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static int status(InputStream in, long until) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LONGEST_LINE; c = in.read()) {
      line.append((char) c);
      if (System.nanoTime() - until > 0) {
        throw new SocketTimeoutException("no answer in time");
      }
    }
    String[] words = line.toString().trim().split(" ");
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
      throw new IOException("no answer of HTTP/1.1");
    }
    return Integer.parseInt(words[1]);
  }

  /** Breaks off what is under way; the next post may follow. */
  @Override
  public void close() {
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException gone) {
        // It is what was wanted.
      }
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
