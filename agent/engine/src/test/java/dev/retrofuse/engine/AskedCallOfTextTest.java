package dev.retrofuse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.rules.WrittenCall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedCallOfTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "get https://pay.example/v1/charge?a=b | {method=GET, host=pay.example, port=443, path=/v1/charge}",
        "POST http://pay.example:81 | {method=POST, host=pay.example, port=81, path=/}",
        "POST grpc://pay.example/pay.Pay/Charge | {method=POST, host=pay.example, port=443, path=/pay.Pay/Charge}",
        "SELECT * FROM shop.orders WHERE id = 1 @ jdbc:postgresql://u:p@db/shop?x=y | {url=jdbc:postgresql://db/shop, database=shop, operation=SELECT, table=shop.orders}",
        "connect @ jdbc:h2:mem:x | {url=jdbc:h2:mem:x, database=x, operation=CONNECT, table=null}",
        "BORROW @ jdbc:h2:mem:x | {url=jdbc:h2:mem:x, database=x, operation=BORROW, table=null}",
        "kafka:orders send | {system=kafka, destination=orders, operation=send}",
        "rabbitmq:exchange/key publish | {system=rabbitmq, destination=exchange, operation=send}",
        "rabbitmq:/queue publish | {system=rabbitmq, destination=queue, operation=send}",
        "jms:MY/QUEUE | {system=jms, destination=MY/QUEUE, operation=send}",
      })
  void reads(String text, String facts) {
    assertEquals(facts, AskedCall.of(WrittenCall.parse(text)).facts().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GET /x", "pulsar:x send", "SELECT 1", "GET http://", "GET http://a b/"})
  void saysWhatMayBeWritten(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> WrittenCall.parse(text)).getMessage();
    assertTrue(message.contains("kafka:orders send") || message.contains("URL"), message);
  }
}
