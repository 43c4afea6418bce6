package dev.retrofuse.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java -jar a.jar x | a.jar",
        "java -Xmx1g -cp b:c com.acme.Main -jar | com.acme.Main",
        "java --module-path m -m mod/com.acme.Main | mod/com.acme.Main",
        "java @args com.acme.Main | com.acme.Main",
        "java -jar | java",
        "java | java",
        "/usr/bin/sleep 60 | 60",
      })
  void findsTheMainClass(String command, String main) {
    assertEquals(main, JavaCommand.main(Arrays.asList(command.split(" "))));
  }

  @Test
  void keepsABlankInAPath() {
    List<String> words = List.of("java", "-jar", "/my app/a.jar", "x");
    assertEquals("/my app/a.jar", JavaCommand.firstWord("/my app/a.jar x", words));
    assertEquals("com.acme.Main", JavaCommand.firstWord("com.acme.Main x y", words));
  }

  @Test
  void readsNoWords() {
    assertEquals("", JavaCommand.main(List.of()));
    assertEquals(List.of(), JavaCommand.options(List.of()));
    assertEquals(List.of("-Xrs"), JavaCommand.options(List.of("java", "-Xrs", "Main", "-Xmx1g")));
  }
}
