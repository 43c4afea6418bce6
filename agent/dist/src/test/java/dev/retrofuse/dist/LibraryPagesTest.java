package dev.retrofuse.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each instrumentation has a page in {@code docs/libraries}, and the versions that it calls tested
 * are those that the module's tests run on.
 */
class LibraryPagesTest {
  private static final Path ROOT = Documents.ROOT;
  private static final Path PAGES = ROOT.resolve("docs/libraries");
  private static final Path MODULES = ROOT.resolve("agent/instrumentation");

  private static final List<String> HEADINGS =
      List.of(
          "Woven",
          "Versions",
          "What a rule matches",
          "Policies",
          "What a refused call looks like",
          "Context",
          "Gaps");

  /** What libraries and tests need beside them, so that no page has to name it. */
  private static final Pattern COMPANY =
      Pattern.compile(
          String.join(
              "|",
              "org\\.slf4j:.*",
              "commons-logging:.*",
              "io\\.micrometer:.*",
              "com\\.lmax:disruptor",
              "io\\.smallrye\\.common:.*",
              "io\\.undertow:undertow-core",
              "org\\.jboss\\.(logging|modules|spec\\..*|threads|xnio):.*",
              "org\\.wildfly\\..*:.*",
              "jakarta\\.(annotation|jms|servlet):.*",
              "javax\\.(jms|servlet):.*",
              "ch\\.qos\\.logback:logback-core",
              "org\\.apache\\.logging\\.log4j:log4j-api",
              "io\\.grpc:grpc-(core|stub)",
              "org\\.apache\\.kafka:kafka(_2\\.13|-clients)",
              "org\\.apache\\.activemq:(activemq-broker|artemis-(core-client|server))",
              "org\\.apache\\.artemis:artemis-server",
              "org\\.springframework:spring-.*",
              "org\\.springframework\\.amqp:spring-amqp",
              "org\\.springframework\\.retry:spring-retry",
              "org\\.apache\\.tomcat:tomcat-annotations-api",
              "org\\.apache\\.tomcat\\.embed:tomcat-embed-logging-juli",
              "org\\.eclipse\\.jetty:jetty-(http|io|security|server|session|util)",
              "org\\.eclipse\\.jetty\\.ee8:jetty-ee8-(nested|security)",
              "org\\.eclipse\\.jetty\\.toolchain:.*"));

  /** The first Java that has what a module is for; the others go back to 8. */
  private static final Map<String, Integer> FIRST_JAVA = Map.of("java-http-client", 11);

  private static Set<String> names(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> end.isEmpty() ? Files.exists(file.resolve("pom.xml")) : true)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end) && !name.equals("README.md"))
          .map(name -> name.substring(0, name.length() - end.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<MatchResult> found(Path page, String pattern) throws IOException {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(Files.readString(page))
        .results()
        .toList();
  }

  private static Path page(String module) {
    return PAGES.resolve(module + ".md");
  }

  @Test
  void eachModuleHasAPageAndEachPageAModule() throws IOException {
    assertEquals(names(MODULES, ""), names(PAGES, ".md"));
  }

  @Test
  void theOverviewHasEachPageOnce() throws IOException {
    List<String> rows =
        found(PAGES.resolve("README.md"), "^\\|.*\\| \\[page]\\(([a-z0-9-]+)\\.md\\) \\|$").stream()
            .map(row -> row.group(1))
            .sorted()
            .toList();
    assertEquals(List.copyOf(names(PAGES, ".md")), rows);
  }

  @Test
  void pagesAreBuiltAlike() throws IOException {
    for (String module : names(PAGES, ".md")) {
      List<String> headings =
          found(page(module), "^## (.*)$").stream().map(heading -> heading.group(1)).toList();
      assertEquals(HEADINGS, headings, module);
    }
  }

  /** {@code - Tested: `group:artifact` 1.0, 2.0}, with {@code JDK} for what is the JDK's own. */
  private static Map<String, Set<String>> saidToBeTested(String module) throws IOException {
    Map<String, Set<String>> said = new TreeMap<>();
    for (MatchResult line : found(page(module), "^- Tested: `([^`]+)` ([^;\\n]+?)(?:;.*)?$")) {
      Set<String> versions = new TreeSet<>(Arrays.asList(line.group(2).split(", ")));
      assertEquals(null, said.put(line.group(1), versions), module + " twice");
    }
    return said;
  }

  private static Set<String> javas(String module) {
    Collection<Integer> all = Mesh.SERVICES.values();
    return all.stream()
        .filter(java -> java >= FIRST_JAVA.getOrDefault(module, 8))
        .map(String::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void testedVersionsAreThoseOfTheTests() throws Exception {
    for (String module : names(MODULES, "")) {
      Map<String, Set<String>> said = saidToBeTested(module);
      Map<String, Set<String>> run = PomVersions.of(MODULES.resolve(module).resolve("pom.xml"));
      run.keySet().removeIf(name -> COMPANY.matcher(name).matches() && !said.containsKey(name));
      if (said.containsKey("JDK")) {
        run.put("JDK", javas(module));
      }
      assertEquals(run, said, module);
      assertTrue(!said.isEmpty(), module);
    }
  }
}
