package dev.retrofuse.engine.courier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JmsMakersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "tcp://broker:61616 broker:61616",
        "tcp://b:1?jms.userName=u&jms.password=p b:1",
        "failover:(tcp://u:p@b:2,ssl://a:1)?randomize=false a:1,b:2",
        "(tcp://a:1?x=tcp,tcp://b:2)?ha=true#tcp://c:3 a:1,b:2,c:3",
        "vm://classic?broker.persistent=false classic",
        "amqp://[::1]:5672 [::1]:5672",
      })
  void aBrokerIsKnownByItsHosts(String url, String target) throws Exception {
    assertEquals(target, JmsMakers.target(new Factory(url)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "broker", "vm:(broker:(tcp:local))"})
  void whatNamesNoneIsUnsuitable(String url) {
    assertThrows(UnsuitableException.class, () -> JmsMakers.target(new Factory(url)));
  }

  @ParameterizedTest
  @ValueSource(strings = "anything")
  void soIsWhatDoesNotTell(String factory) {
    assertThrows(UnsuitableException.class, () -> JmsMakers.target(factory));
  }

  /** As ActiveMQ Classic's tells it. */
  public static final class Factory {
    private final String url;

    Factory(String url) {
      this.url = url;
    }

    public String getBrokerURL() {
      return url;
    }
  }
}
