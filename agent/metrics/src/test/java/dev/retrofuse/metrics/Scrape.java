package dev.retrofuse.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus would fetch at a port of this machine. */
public final class Scrape {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final HttpResponse<String> answer;

  private Scrape(HttpResponse<String> answer) {
    this.answer = answer;
  }

  public static Scrape of(int port) throws IOException {
    return of(port, "GET", "/metrics", "text/plain");
  }

  static Scrape of(int port, String method, String path, String accept) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Accept", accept)
            .build();
    try {
      return new Scrape(CLIENT.send(request, BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int status() {
    return answer.statusCode();
  }

  String contentType() {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  public String text() {
    return answer.body();
  }

  /** The names of the series: those of a histogram with {@code _bucket} and the like. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    Matcher line = Pattern.compile("^([a-z_0-9]+)[{ ]", Pattern.MULTILINE).matcher(text());
    while (line.find()) {
      names.add(line.group(1));
    }
    return names;
  }

  /**
   * The value of the one series of that name with all of these labels.
   *
   * @param labels each as {@code key="value"}
   */
  public double value(String name, String... labels) {
    double found = Double.NaN;
    for (String line : text().split("\n")) {
      if (line.startsWith(name + "{") || line.startsWith(name + " ")) {
        boolean all = true;
        for (String label : labels) {
          all &= line.contains(label);
        }
        if (all) {
          if (!Double.isNaN(found)) {
            throw new AssertionError("more than one of " + name + ": " + text());
          }
          found = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
      }
    }
    return found;
  }
}
