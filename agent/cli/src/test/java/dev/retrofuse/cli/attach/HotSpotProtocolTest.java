package dev.retrofuse.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as HotSpot gives them; against real JVMs it is tried with the whole jar. */
class HotSpotProtocolTest {
  @TempDir Path folder;

  /** A process of this user in a /proc of the test's own. */
  private Target target() throws IOException {
    Object uid = Files.getAttribute(folder, "unix:uid");
    Path process = Files.createDirectories(folder.resolve("proc/7"));
    Files.writeString(process.resolve("status"), ("Uid:" + ("\t" + uid).repeat(4)) + "\n");
    return new Processes(folder.resolve("proc"), folder).of(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0\n0\n", "0\nreturn code: 0\n", "0\n"})
  void understandsSuccess(String answer) throws Exception {
    HotSpotProtocol.read(target(), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "-1|java.lang.module.FindException: Module java.instrument not found|--add-modules",
    "-1|Dynamic agent loading is not enabled|must be able to read the jar",
    "0|return code: 100|must be able to read the jar",
    "0|return code: 102|error output says why",
    "0|102|error output says why",
    "101||must be able to read the jar",
    "||must be able to read the jar",
  })
  void understandsRefusals(String answer) throws IOException {
    String[] parts = answer.split("\\|");
    String text = parts[0] + "\n" + parts[1] + "\n";
    Target target = target();
    AttachFailure failure =
        assertThrows(AttachFailure.class, () -> HotSpotProtocol.read(target, text));
    assertTrue(failure.getMessage().contains(parts[2]), failure::getMessage);
  }

  @Test
  void speaksVersionOne() throws Exception {
    Target target = target();
    Files.createFile(target.socket());
    StringBuilder asked = new StringBuilder();
    answering(asked).load(target, new File("/a.jar"), "x=1");
    assertEquals("1\0load\0instrument\0false\0/a.jar=x=1\0", asked.toString());
  }

  @Test
  void asksOnlyASocketOfTheJvmsUser() throws Exception {
    Target target = target();
    Files.createFile(target.socket());
    Files.writeString(folder.resolve("proc/7/status"), "Uid:\t65533\t65533\t65533\t65533\n");
    StringBuilder asked = new StringBuilder();
    AttachFailure failure =
        assertThrows(
            AttachFailure.class, () -> answering(asked).load(target, new File("/a.jar"), "x=1"));
    assertTrue(failure.getMessage().contains("does not belong to"), failure::getMessage);
    assertEquals("", asked.toString());
  }

  private static HotSpotProtocol answering(StringBuilder asked) {
    return new HotSpotProtocol(
        (socket, request) -> {
          asked.append(new String(request, StandardCharsets.UTF_8));
          return "0\nreturn code: 0\n".getBytes(StandardCharsets.UTF_8);
        });
  }
}
