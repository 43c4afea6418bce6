package dev.retrofuse.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A million headers that are nearly right: no exception, nothing invalid goes on, nothing valid is
 * lost. The seed is fixed, so a failure repeats.
 */
class FuzzTest {
  private static final int ROUNDS = 333_334;
  private static final int FIELDS = 11;
  private static final String READ = "read: [w3c, b3, jaeger, xray]";
  private static final String ALPHABET =
      "0123456789abcdefABCDEFgz-_*/@=,;. \t\r\n\"\\%!~\u0000\u007f\u00e4\u4e2d";

  private final Random random = new Random(20260824);

  @Test
  void traceparents() {
    int valid = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String header = mutated(traceparent());
      String sent = Traceparent.read(form(header));
      if (sent != null) {
        assertTrue(Oracle.isTraceparentToSend(sent), header);
        assertEquals(header.trim().substring(3, 52), sent.substring(3, 52));
        valid++;
      }
      if (Oracle.isTraceparentToSend(header)) {
        assertEquals(header, sent);
      }
    }
    assertTrue(valid > ROUNDS / 10, "too few valid: " + valid);
  }

  @Test
  void allFormatsAsTheyCame() {
    goesThrough(new Rules("mode: pass, " + READ));
  }

  @Test
  void allFormatsAsAllOthers() {
    goesThrough(new Rules("mode: join, " + READ + ", write: [w3c, b3, b3-multi, jaeger, xray]"));
  }

  private void goesThrough(Rules rules) {
    int valid = 0;
    for (int i = 0; i < ROUNDS / FIELDS; i++) {
      Object[] values = headers(rules.hook.fields());
      Map<String, String> sent = rules.out(rules.hook.extract(values));
      sent.forEach(
          (name, value) -> assertTrue(Oracle.isToSend(name, value), () -> name + ": " + value));
      assertEquals(sent.containsKey("x-b3-traceid"), sent.containsKey("x-b3-spanid"));
      assertTrue(sent.containsKey("traceparent") || !sent.containsKey("tracestate"));
      valid += sent.isEmpty() ? 0 : 1;
    }
    assertTrue(valid > ROUNDS / FIELDS / 10, "too few valid: " + valid);
  }

  /** Of each field nothing, something nearly right, or noise. */
  private Object[] headers(Object[] fields) {
    Object[] values = new Object[fields.length];
    assertEquals(FIELDS, fields.length);
    for (int i = 0; i < fields.length; i++) {
      String text = random.nextInt(20) == 0 ? noise() : header((String) fields[i]);
      values[i] =
          random.nextInt(3) == 0 ? null : form(random.nextInt(2) == 0 ? text : mutated(text));
    }
    return values;
  }

  private String header(String name) {
    return switch (name) {
      case "traceparent" -> traceparent();
      case "tracestate" -> member(false);
      case "b3" ->
          pick("", hex(32) + "-" + hex(16) + pick("", "-"), hex(16) + "-" + hex(16) + "-")
              + pick("1", "0", "d", "", "1-" + hex(16));
      case "x-b3-traceid" -> hex(pick("a", "").isEmpty() ? 32 : 16);
      case "x-b3-spanid", "x-b3-parentspanid" -> hex(16);
      case "x-b3-sampled" -> pick("1", "0", "true", "false", "d");
      case "x-b3-flags" -> pick("1", "0");
      case "uber-trace-id" -> hex(1 + random.nextInt(32)) + pick(":", "%3A") + hex(16) + ":0:1";
      case "x-amzn-trace-id" -> xRay();
      default -> member(true) + pick("", "," + member(true));
    };
  }

  private String xRay() {
    String root = "Root=1-" + hex(8) + "-" + hex(24);
    String parent = pick("", ";Parent=" + hex(16), "; Parent=" + hex(16));
    return pick("", "Self=1-2;") + root + parent + pick("", ";Sampled=1", ";Sampled=?;Lineage=a:1");
  }

  private String noise() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(80); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  @Test
  void tracestates() {
    int valid = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<String> fields = fields(false);
      String sent = Tracestate.read(fields.size() == 1 ? form(fields.get(0)) : fields);
      boolean isValid = Oracle.isTracestate(String.join(",", fields));
      assertEquals(isValid, sent != null, fields::toString);
      if (sent != null) {
        assertTrue(Oracle.isTracestateToSend(sent), sent);
        valid++;
      }
    }
    assertTrue(valid > ROUNDS / 10, "too few valid: " + valid);
  }

  @Test
  void baggages() {
    int valid = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<String> fields = fields(true);
      String sent = Baggage.read(fields.size() == 1 ? form(fields.get(0)) : fields);
      String all = String.join(",", fields);
      if (sent != null) {
        assertTrue(Oracle.isBaggageToSend(sent), sent);
        valid++;
      }
      if (Oracle.isBaggage(all)) {
        assertNotNull(sent, all);
        assertEquals(all.replace(" ", "").replace("\t", ""), sent.replace(" ", ""));
      }
    }
    assertTrue(valid > ROUNDS / 10, "too few valid: " + valid);
  }

  private String traceparent() {
    String version = random.nextInt(3) > 0 ? "00" : hex(2);
    String end = random.nextInt(4) > 0 ? "" : "-" + hex(random.nextInt(5));
    return version + "-" + hex(32) + "-" + hex(16) + "-" + hex(2) + end;
  }

  private String hex(int digits) {
    StringBuilder hex = new StringBuilder();
    boolean zero = random.nextInt(20) == 0;
    for (int i = 0; i < digits; i++) {
      hex.append(zero ? '0' : Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }

  private List<String> fields(boolean baggage) {
    List<String> fields = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      StringBuilder field = new StringBuilder();
      for (int members = random.nextInt(random.nextInt(50) == 0 ? 40 : 4);
          members >= 0;
          members--) {
        field.append(field.length() == 0 ? "" : pick(",", ", ", "\t,"));
        field.append(member(baggage));
      }
      fields.add(random.nextInt(2) == 0 ? field.toString() : mutated(field.toString()));
    }
    return fields;
  }

  private String member(boolean baggage) {
    int length = random.nextInt(100) == 0 ? 200 + random.nextInt(100) : random.nextInt(8);
    String value = pick("v", "a b", "%20", "1", "x@y").repeat(length);
    String property = pick("", ";p", " ; p = q", ";p=q;r");
    String member = pick("k", "a@b", "z_1") + hex(2) + "=" + value;
    return baggage ? member + property : member;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String mutated(String header) {
    StringBuilder text = new StringBuilder(header);
    for (int i = random.nextInt(3); i > 0 && text.length() > 0; i--) {
      int at = random.nextInt(text.length());
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.setCharAt(at, c);
        default -> text.setLength(random.nextInt(10) == 0 ? at : text.length());
      }
    }
    return text.toString();
  }

  private Object form(String header) {
    return switch (random.nextInt(4)) {
      case 0 -> header.getBytes(UTF_8);
      case 1 -> List.of(header);
      case 2 -> new StringBuilder(header);
      default -> header;
    };
  }
}
