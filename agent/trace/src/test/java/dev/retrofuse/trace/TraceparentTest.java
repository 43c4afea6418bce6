package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String IDS = "-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-";

  @ParameterizedTest
  @CsvSource({
    "00,00", "01,01", "02,02", "03,03", "04,00", "05,01", "08,00", "0f,03", "10,00", "80,00",
    "81,01", "fe,02", "ff,03"
  })
  void onlySampledAndRandomFlagsGoOn(String flags, String expected) {
    assertEquals("00" + IDS + expected, Traceparent.read("00" + IDS + flags));
    assertEquals("00" + IDS + expected, Traceparent.read("01" + IDS + flags));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "0a", "10", "99", "a0", "fe", "f0"})
  void higherVersionsAreReadByTheirFirst55Characters(String version) {
    assertEquals("00" + IDS + "01", Traceparent.read(version + IDS + "01"));
    assertEquals("00" + IDS + "01", Traceparent.read(version + IDS + "01-"));
    assertEquals("00" + IDS + "01", Traceparent.read(version + IDS + "01-\r\nx: y"));
    assertNull(Traceparent.read(version + IDS + "012"));
    assertNull(Traceparent.read(version + IDS + "01,"));
    assertNull(Traceparent.read(version + IDS + "0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "00",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "FF-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r",
        "\n00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473\u0666-00f067aa0ba902b7-01",
        "\uff10\uff10-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      })
  void invalid(String header) {
    assertNull(Traceparent.read(header));
  }

  @Test
  void twoAreNoneEvenWhenAlike() {
    String valid = "00" + IDS + "01";
    assertNull(Traceparent.read(List.of(valid, valid)));
    assertNull(Traceparent.read(List.of(valid, "")));
    assertNull(Traceparent.read(valid + "," + valid));
  }
}
