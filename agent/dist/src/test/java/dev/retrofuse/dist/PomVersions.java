package dev.retrofuse.dist;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The versions of libraries that the tests of a module run on, as its {@code pom.xml} declares
 * them: what is on their class path, what an execution of theirs puts there, and what is copied for
 * class loaders of their own. Where something is copied, the provided one is only compiled against;
 * what is copied for the tests' broker is not under test.
 */
final class PomVersions {
  private static final String BROKERS_OWN = "${kafka.broker.version}";

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, Set<String>> versions = new TreeMap<>();

  private PomVersions() {}

  /** By {@code group:artifact}; what is not declared with a version is left out. */
  static Map<String, Set<String>> of(Path pom) throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    PomVersions found = new PomVersions();
    found.readProperties(project);
    found.readVersions(project);
    return found.versions;
  }

  private void readProperties(Element project) {
    NodeList sections = project.getElementsByTagName("properties");
    for (int i = 0; i < sections.getLength(); i++) {
      NodeList all = sections.item(i).getChildNodes();
      for (int k = 0; k < all.getLength(); k++) {
        properties.put("${" + all.item(k).getNodeName() + "}", all.item(k).getTextContent().trim());
      }
    }
  }

  private void readVersions(Element project) {
    add(project, "artifactItem", Set.of());
    Set<String> copied = new HashSet<>(versions.keySet());
    add(project, "dependency", copied);
    add(project, "additionalClasspathDependency", Set.of());
  }

  private void add(Element project, String kind, Set<String> onlyCompiledAgainst) {
    NodeList all = project.getElementsByTagName(kind);
    for (int i = 0; i < all.getLength(); i++) {
      Element each = (Element) all.item(i);
      String version = text(each, "version");
      String artifact = text(each, "groupId") + ":" + text(each, "artifactId");
      boolean skipped =
          kind.equals("artifactItem")
              ? BROKERS_OWN.equals(version)
              : "provided".equals(text(each, "scope")) && onlyCompiledAgainst.contains(artifact);
      if (version != null && !skipped && !artifact.startsWith("dev.retrofuse:")) {
        versions
            .computeIfAbsent(artifact, key -> new TreeSet<>())
            .add(properties.getOrDefault(version, version));
      }
    }
  }

  private static String text(Element parent, String name) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child.getTextContent().trim();
      }
    }
    return null;
  }
}
