package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracestateTest {
  private static final String OWN = "retrofuse=0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1",
        "0=1",
        "a@b=1",
        "a=  leading spaces belong to the value",
        "a=1,,b=2",
        ",a=1",
        "a=1,",
        "a=1, b=2",
        "a=1,a=2",
        "a_-*/9=!~",
        "a=\"quoted\";x",
      })
  void aValidListGoesOnUnchanged(String list) {
    assertEquals(list, Tracestate.read(list));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "=1",
        "a=",
        "a= ",
        "_a=1",
        "-a=1",
        "*a=1",
        "/a=1",
        "a=1=2",
        "A=1",
        "a =1",
        "a=\u00e4",
        "\u00e4=1",
        "a=b\tc",
        "a=b\rc",
        "a=b\nc",
        "a=1\r\nx: y",
        "a=b\u007f",
        "a=b\u0000",
        "a=1,b",
        "a=1,b=2,=",
        "a=1;b=2;c",
      })
  void oneInvalidMemberMakesTheListInvalid(String list) {
    assertNull(Tracestate.read(list));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " , ,\t"})
  void anEmptyListIsNone(String list) {
    assertNull(Tracestate.read(list));
  }

  @Test
  void valuesAreAtMost256Long() {
    String value = "v".repeat(256);
    assertEquals("a=" + value, Tracestate.read("a=" + value));
    assertEquals("a=" + value, Tracestate.read("a=" + value + "  "));
    assertNull(Tracestate.read("a=" + value + "v"));
  }

  @Test
  void emptyMembersDoNotCount() {
    assertEquals("a=1" + ",".repeat(100), Tracestate.read("a=1" + ",".repeat(100)));
  }

  @Test
  void severalFieldsAreOneListInOrderEvenWhenOneIsInvalid() {
    assertEquals("a=1,b=2,c=3", Tracestate.read(List.of("a=1 , b=2", "", " c=3")));
    assertNull(Tracestate.read(List.of("a=1", "B=2")));
    assertNull(Tracestate.read(List.of("A=1", "b=2")));
  }

  @Test
  void shortenedByLargeMembersFirstAndThenFromTheEnd() {
    List<String> members = new ArrayList<>();
    for (int i = 10; i < 41; i++) {
      members.add("k" + i + "=" + "v".repeat(124)); // 128 characters: not yet large
    }
    String small = String.join(",", members);
    assertTrue(small.length() < 4096);
    assertEquals(small, Tracestate.read(small));
    assertEquals(small, Tracestate.read("large=" + "v".repeat(123) + "," + small));
    assertEquals(small, Tracestate.read(small + ",large=" + "v".repeat(123)));
    assertEquals(small, Tracestate.read(small + ",last=" + "v".repeat(123)));
    String fits = small + ",last=" + "v".repeat(92);
    assertEquals(4096, fits.length());
    assertEquals(fits, Tracestate.read(fits));
    assertEquals(small, Tracestate.read(fits + "v"));
    assertEquals("x=1," + small, Tracestate.read("x=1," + small));
  }

  @Test
  void onlyAsManyLargeMembersGoAsMust() {
    List<String> members = new ArrayList<>();
    for (int i = 10; i < 42; i++) {
      members.add("k" + i + "=" + "v".repeat(130));
    }
    String kept = Tracestate.read(String.join(",", members));
    assertEquals(String.join(",", members.subList(0, 30)), kept);
    assertTrue(kept.length() + 1 + members.get(30).length() > 4096);
  }

  @Test
  void aListThatIsLongByWhiteSpaceLosesThatOnly() {
    assertEquals("a=1,b=2", Tracestate.read("a=1," + " ".repeat(5000) + "b=2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1",
        "a=1,b=2",
        "a=1, b=2\t",
        ",a=1,,b=2,",
        "retrofuse=00f067aa0ba902b7",
        "a=1,retrofuse=00f067aa0ba902b7,b=2",
        "retrofuse=1,retrofuse=2,a=1",
        "aretrofuse=1"
      })
  void theOwnMemberIsInFrontOnce(String list) {
    String others = list.replaceAll("(^|,)retrofuse=[0-9a-f]+", "").replaceAll("[ \t]", "");
    others = others.replaceAll("^,+|,+$", "").replace(",,", ",");
    String wanted = "retrofuse=0123456789abcdef" + (others.isEmpty() ? "" : "," + others);
    assertEquals(wanted, Tracestate.with(list, "0123456789abcdef"));
    assertEquals(wanted, child(list));
  }

  @Test
  void withTheOwnMemberThereAreAtMost32() {
    for (int count : new int[] {30, 31, 32}) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        members.add("k" + i + "=1");
      }
      String kept = String.join(",", members.subList(0, Math.min(count, 31)));
      assertEquals(OWN + "," + kept, child(String.join(",", members)));
    }
  }

  @Test
  void withTheOwnMemberItIsAtMost4096Long() {
    List<String> members = new ArrayList<>();
    for (int i = 10; i < 41; i++) {
      members.add("k" + i + "=" + "v".repeat(124));
    }
    String most = String.join(",", members); // 31 members of 128 characters
    assertEquals(OWN + "," + most, child(most));
    String longest = most + "v".repeat(4096 - OWN.length() - 1 - most.length());
    assertEquals(OWN + "," + longest, child(longest));
    assertEquals(OWN + "," + most.substring(0, most.lastIndexOf(',')), child(longest + "v"));
  }

  private static String child(String list) {
    char[] text = new char[128];
    "0123456789abcdef".getChars(0, 16, text, Traceparent.PARENT_ID);
    RetrofuseContext context = new RetrofuseContext("tracestate", list);
    String first = Tracestate.child(context, text);
    assertEquals(first, Tracestate.child(context, text)); // what was made for the first call
    return first;
  }
}
