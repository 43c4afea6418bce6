package dev.retrofuse.engine.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BaggageMemberTest {
  @AfterEach
  void forget() {
    RetrofuseThread.current().context = null;
  }

  private static void baggage(String list) {
    RetrofuseThread.current().context = new RetrofuseContext("baggage", list);
  }

  @Test
  void findsTheMemberAndNoOther() {
    baggage("xtenant=no,tenant = acme;p=1, tenants=no");
    assertEquals("acme", BaggageMember.value("tenant"));
    assertEquals("tenant=acme", BaggageMember.name("tenant"));
    assertNull(BaggageMember.value("ten"));
    assertNull(BaggageMember.value("p"));
    baggage("a=b,tenant=globex");
    assertEquals("globex", BaggageMember.value("tenant"));
  }

  @Test
  void withoutBaggageThereIsOneKey() {
    assertEquals(0, BaggageMember.hash("tenant"));
    assertEquals("tenant=(none)", BaggageMember.name("tenant"));
  }

  @Test
  void hashesAreThoseOfTheValues() {
    baggage("tenant=acme");
    long acme = BaggageMember.hash("tenant");
    baggage("a=b,tenant=acme;x");
    assertEquals(acme, BaggageMember.hash("tenant"));
    baggage("tenant=globex");
    assertNotEquals(acme, BaggageMember.hash("tenant"));
  }
}
