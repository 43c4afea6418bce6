package dev.retrofuse.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client under test is to send. */
public final class ClientRequest {
  private static final int PATIENCE_MILLIS = 30_000;

  private final String method;
  private final String url;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String body;
  private int timeoutMillis = PATIENCE_MILLIS;

  private ClientRequest(String method, String url) {
    this.method = method;
    this.url = url;
  }

  static ClientRequest get(String url) {
    return new ClientRequest("GET", url);
  }

  static ClientRequest post(String url, String body) {
    ClientRequest request = new ClientRequest("POST", url);
    request.body = body;
    return request;
  }

  public ClientRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public ClientRequest timeoutMillis(int millis) {
    timeoutMillis = millis;
    return this;
  }

  public String method() {
    return method;
  }

  public String url() {
    return url;
  }

  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /** ASCII; null for none. */
  public String body() {
    return body;
  }

  /** How long to wait for the connection and for the answer, each. */
  public int timeoutMillis() {
    return timeoutMillis;
  }
}
