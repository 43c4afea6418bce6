package dev.retrofuse.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerStatusTest {
  @Test
  void readsTheBreakersAndSkipsWhatItDoesNotKnow() throws IOException {
    String json =
        """
        {"pid": 7, "agent": {"breakers": 3}, "breakers": [
          {"rule": "payments", "key": "127.0.0.1:80", "state": "OPEN", "calls": 12, "refused": 5,
           "since": {"state": "x"}, "tags": [1, 2]},
          {"rule": "orders-db", "key": "h2", "state": "NONE"}], "more": true}
        """;
    assertEquals(
        List.of(
            new BreakerStatus("payments", "127.0.0.1:80", "OPEN", 5),
            new BreakerStatus("orders-db", "h2", "NONE", 0)),
        BreakerStatus.parse(json));
  }

  @Test
  void whatIsNotJsonIsAnError() {
    assertThrows(IOException.class, () -> BreakerStatus.parse("no such process"));
  }
}
