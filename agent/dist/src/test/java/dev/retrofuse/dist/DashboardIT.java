package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.retrofuse.cli.Json;
import dev.retrofuse.testkit.ForkedJvm;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page over all guarded JVMs, in a browser; writes the pictures of the documents if asked to.
 */
class DashboardIT {
  private static final String RULES =
      """
      rules:
        - name: payments
          match: { http: { path: /pay } }
          breaker: { minimum-calls: 5, window: 60s, open-wait: 5m, max-open-wait: 5m }
        - name: catalogue
          match: { http: { path: /items } }
          mode: observe
          breaker: { minimum-calls: 5, window: 60s }
        - name: orders-db
          match: { jdbc: { url: "jdbc:h2:**" } }
          bulkhead: { max-concurrent: 20 }
      """;

  @TempDir Path folder;

  @Test
  void showsEveryBreakerAndActsByKeys() throws Exception {
    Path rules = Product.rules(folder, RULES);
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules));
        ForkedJvm server = Product.command("dashboard", String.valueOf(jvm.pid()), "--json")) {
      Map<String, Object> ready = Json.object(server.await("{\"url\":"));
      assertEquals(List.of(jvm.pid()), ready.get("pids"));
      String address = ready.get("url").toString();
      refusesStrangers(address);
      try (Browser browser = new Browser(folder.resolve("profile"))) {
        browser.open(address);
        assertFalse(browser.address().contains("token"), browser.address());
        browser.await("section p.about", "process " + jvm.pid());
        fails(jvm, far);
        browser.await("tbody tr:first-child td.OPEN", "OPEN");
        sees(browser);
        pictures(browser);
        resets(browser, jvm, far);
        assertEquals(0, outside(browser), "something came from elsewhere");
      }
      assertEquals(403, status(address), "the address was good twice");
    }
  }

  /** What JVMs say is text to the page, whoever has named the rule, the key or the host. */
  @Test
  void showsMarkupAsText() throws Exception {
    String name = "<img src=x onerror=document.title='owned'>";
    Path rules = Product.rules(folder, RULES.replace("name: payments", "name: \"" + name + "\""));
    try (FarSide far = new FarSide();
        ForkedJvm jvm = Product.console(ForkedJvm.ownHome(), Product.javaagent(rules));
        ForkedJvm server = Product.command("dashboard", String.valueOf(jvm.pid()))) {
      String address = server.await("http://127.0.0.1:").replaceFirst("^.*(?=http:)", "");
      try (Browser browser = new Browser(folder.resolve("profile"))) {
        browser.open(address);
        fails(jvm, far);
        browser.await("tbody tr:first-child td.OPEN", "OPEN");
        browser.await("tbody tr:first-child", name);
        browser.press("j");
        browser.await("aside h2", name);
        browser.await("aside ol.events li", "now open");
        assertEquals(0, browser.count("img"));
        assertEquals("(1 open) Retrofuse", browser.script("return document.title"));
      }
    }
  }

  private static void fails(ForkedJvm jvm, FarSide far) {
    for (int i = 0; i < 8; i++) {
      jvm.ask("http " + far.url("/items"), "http");
      jvm.ask("jdbc SELECT 1", "jdbc");
    }
    far.status = 500;
    for (int i = 0; i < 8; i++) {
      jvm.ask("http " + far.url("/pay"), "http");
    }
  }

  private static void sees(Browser browser) {
    assertEquals(3, browser.count("tbody tr"));
    browser.await("#summary", "3 breakers, 1 open");
    browser.press("j");
    browser.await("aside h2", "payments");
    browser.await("aside dl", "rules.yaml");
    browser.await("aside ol.events li", "now open: failure rate 100%");
    browser.awaitCount("aside svg rect.failures", 1);
    browser.awaitCount("aside svg.durations rect", 1);
  }

  private static void resets(Browser browser, ForkedJvm jvm, FarSide far) {
    browser.press("r");
    browser.await("#question", "Reset");
    browser.enter(); // "No" has the focus.
    browser.await("aside h2", "payments");
    browser.await("tbody td.OPEN", "OPEN");
    far.status = 200;
    browser.press("r");
    browser.await("#yes", "Yes").click();
    browser.await("#said", "done");
    browser.await("#summary", "0 open");
    assertEquals("http 200", jvm.ask("http " + far.url("/pay"), "http"));
  }

  private static void pictures(Browser browser) {
    if (!Boolean.getBoolean("retrofuse.write")) {
      return;
    }
    Path images = Path.of("../../docs/img");
    browser.script("document.documentElement.dataset.theme = 'light'");
    browser.screenshot(images.resolve("dashboard.png"));
    browser.press("t");
    browser.screenshot(images.resolve("dashboard-dark.png"));
  }

  private static long outside(Browser browser) {
    return (Long)
        browser.script(
            "return performance.getEntriesByType('resource')"
                + ".filter(each => !each.name.startsWith(location.origin)).length");
  }

  private static void refusesStrangers(String address) throws Exception {
    String root = address.replaceFirst("\\?.*", "");
    assertEquals(403, status(root));
    assertEquals(403, status(root + "state"));
    assertEquals(403, status(root + "?token=guessed"));
  }

  private static int status(String address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
