package dev.retrofuse.engine.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/orders, /orders",
    "/orders/4711, /orders/{}",
    "/orders/4711/items, /orders/{}/items",
    "/a/0b1c/, /a/{}/",
    "/files/abcdefghijklmnopqrstuvwxyzabcdefghijklmnop, /files/{}",
    "orders/1, /orders/{}"
  })
  void idsAreOne(String path, String route) {
    assertEquals(route, Routes.name(path));
  }

  @Test
  void hashesTellRoutesApartAndNothingElse() {
    assertEquals(Routes.hash("/orders/1/items"), Routes.hash("/orders/22/items"));
    assertNotEquals(Routes.hash("/orders/1/items"), Routes.hash("/orders/1/lines"));
    assertNotEquals(Routes.hash("/orders"), Routes.hash("/orders/1"));
    assertNotEquals(Routes.hash("/a/b"), Routes.hash("/ab"));
  }

  @Test
  void aLongPathHasAShortName() {
    assertEquals(200, Routes.name("/x".repeat(10_000)).length());
  }
}
