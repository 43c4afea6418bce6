package dev.retrofuse.instrumentation.apachehttpclient4;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.retrofuse.weaving.Weaving;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In the product the agent's own loader sees none of the application's classes. */
class IsolationTest {
  private static final String CLIENT = "org/apache/http/impl/client/AbstractHttpClient";

  private final List<String> log = new ArrayList<>();

  @Test
  void isWovenByAnAgentThatDoesNotSeeTheLibrary() throws IOException {
    ClassLoader application = getClass().getClassLoader();
    ClassLoader agent =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return name.startsWith("org/apache/") ? null : application.getResourceAsStream(name);
          }
        };
    Weaving weaving =
        new Weaving(
            Collections.singletonList(new ApacheHttpClient4Instrumentation()),
            agent,
            (place, text) -> log.add(text));
    weaving.rulesInForce();
    try (InputStream file = application.getResourceAsStream(CLIENT + ".class")) {
      byte[] bytes = file.readAllBytes();
      assertNotNull(weaving.transform(application, CLIENT, null, null, bytes), log::toString);
    }
  }
}
