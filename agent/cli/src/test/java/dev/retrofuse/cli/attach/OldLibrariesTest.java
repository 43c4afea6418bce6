package dev.retrofuse.cli.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldLibrariesTest {
  @TempDir Path folder;

  /** Of a process that has these files open. */
  private List<String> found(String... files) throws IOException {
    Path open = Files.createDirectories(folder.resolve("7/fd"));
    for (int i = 0; i < files.length; i++) {
      Files.createSymbolicLink(open.resolve("" + i), Path.of("/app/lib", files[i]));
    }
    return OldLibraries.in(new Processes(folder, folder).of(7)).stream()
        .map(Finding::text)
        .toList();
  }

  @Test
  void namesThoseThatAreOlderThanWhatIsWoven() throws IOException {
    assertEquals(
        List.of(
            "it uses commons-httpclient-3.1.jar; Apache HttpClient 3 is never guarded",
            "it uses jedis-2.10.2.jar; Jedis is guarded from 3.1 on",
            "it uses lettuce-4.5.0.Final.jar; Lettuce is guarded from 5.1 on",
            "it uses lettuce-core-5.0.5.RELEASE.jar; Lettuce is guarded from 5.1 on",
            "it uses okhttp-2.7.5.jar; OkHttp is guarded from 3.9 on"),
        found(
            "okhttp-2.7.5.jar",
            "okhttp-3.10.0.jar",
            "okhttp-4.jar",
            "okhttp-99999999999.jar",
            "okhttp.jar",
            "okhttp-urlconnection-3.8.1.jar",
            "jedis-2.10.2.jar",
            "jedis-3.1.0.jar",
            "lettuce-4.5.0.Final.jar",
            "lettuce-core-5.0.5.RELEASE.jar",
            "commons-httpclient-3.1.jar",
            "grpc-core-1.75.0.jar"));
  }

  /** The oldest versions are those that the front page promises. */
  @Test
  void saysWhatTheReadmeSays() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    for (String[] known : OldLibraries.KNOWN) {
      String promise = "from " + known[2];
      assertTrue(known[2].isEmpty() || readme.contains(known[1] + " " + promise), promise);
    }
  }
}
