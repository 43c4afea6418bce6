package dev.retrofuse.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaggageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k=v",
        "k=",
        "K!#$%&'*+-.^_`|~9=v",
        "k=!#$%&'()*+-./0:<=>?@A[]^_`a{|}~",
        "k=a%20b%C3%A4",
        "k=v;p",
        "k=v;p=q;r",
        "k = v ; p = q , l=w",
        "userId=alice,serverNode=DF%2028,isProduction=false",
        "k=1,k=2",
      })
  void aValidListGoesOnUnchanged(String list) {
    assertEquals(list, Baggage.read(list));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "'k=v,bad' > 'k=v'",
        "'bad,k=v' > 'k=v'",
        "'k=v,,l=w' > 'k=v,l=w'",
        "'k=v,=x,l=w' > 'k=v,l=w'",
        "'k=a b,l=w' > 'l=w'",
        "'k=\"q\",l=w' > 'l=w'",
        "'k=a\\b,l=w' > 'l=w'",
        "'k=v;,l=w' > 'l=w'",
        "'k=v;;p,l=w' > 'l=w'",
        "'k=v;p=\",l=w' > 'l=w'",
        "'k(=v,l=w' > 'l=w'",
        "'k=ä,l=w' > 'l=w'",
        "'ä=v,l = w ; p' > 'l=w;p'",
      })
  void anInvalidMemberIsDroppedAlone(String list, String expected) {
    assertEquals(expected, Baggage.read(list));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"k=a\rb", "k=a\nb", "k=v\r\nx: y", "k\r=v", "k=v;\n", "k=\u0000", "k=\u007f"})
  void controlCharactersNeverGoOn(String member) {
    assertNull(Baggage.read(member));
    assertEquals("l=w", Baggage.read("l=w," + member));
    assertEquals("l=w", Baggage.read(member + ",l=w"));
  }

  @Test
  void tabsAreWhiteSpaceAndDoNotGoOn() {
    assertEquals("k=v;p=q,l=w", Baggage.read("\tk\t=\tv\t;\tp\t=\tq\t,\tl=w\t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "k", "=", ";", " , ,"})
  void nothingValidIsNone(String list) {
    assertNull(Baggage.read(list));
  }

  @Test
  void severalFieldsAreOneListInOrder() {
    assertEquals("a=1,b=2,c=3", Baggage.read(List.of("a=1", "", "b=2 , c=3")));
  }

  @Test
  void membersBeyond64AreDropped() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      members.add("k" + i + "=v");
    }
    String most = String.join(",", members.subList(0, 64));
    assertEquals(most, Baggage.read(most));
    assertEquals(most, Baggage.read(String.join(",", members)));
    assertEquals(most, Baggage.read(members));
  }

  @Test
  void membersThatDoNotFitIn8192CharactersAreDroppedWhole() {
    String most = "k=" + "v".repeat(8190);
    assertEquals(most, Baggage.read(most));
    assertNull(Baggage.read(most + "v"));
    assertEquals("a=1,b=2", Baggage.read("a=1," + most + ",b=2"));
    String fits = "a=1,k=" + "v".repeat(8186);
    assertEquals(fits, Baggage.read(fits));
    assertEquals("a=1", Baggage.read(fits + "v"));
  }

  @Test
  void aListThatIsLongByWhiteSpaceLosesThatOnly() {
    assertEquals("a=1,b=2", Baggage.read("a=1," + " ".repeat(9000) + "b=2"));
  }
}
