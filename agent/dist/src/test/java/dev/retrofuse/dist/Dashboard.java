package dev.retrofuse.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of the Grafana dashboard in the documents. */
final class Dashboard {
  private static final Pattern QUERY =
      Pattern.compile("\"(?:expr|query)\": \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern NAME = Pattern.compile("(?<![\\w$])([a-z_]\\w*)(?!\\w*\\s*\\()");

  private Dashboard() {}

  /** In PromQL, or as Grafana asks for the values of a label. */
  static List<String> queries(Path file) throws IOException {
    List<String> queries = new ArrayList<>();
    Matcher query = QUERY.matcher(Files.readString(file));
    while (query.find()) {
      queries.add(query.group(1).replace("\\\"", "\""));
    }
    queries.remove("prometheus"); // the kind of data source to choose from
    return queries;
  }

  /** The names of the metrics that a query asks for. */
  static Set<String> metrics(String query) {
    String names =
        query
            .replaceAll("\\{(?:[^}\"]|\"[^\"]*\")*\\}", " ") // matchers of labels
            .replaceAll("\\b(?:by|without)\\s*\\([^)]*\\)", " ")
            .replaceAll("\\[[^\\]]*\\]", " ")
            .replaceAll("^(label_values\\(.*),\\s*\\w+\\)$", "$1)"); // its label
    Set<String> found = new TreeSet<>();
    Matcher name = NAME.matcher(names);
    while (name.find()) {
      found.add(name.group(1));
    }
    return found;
  }
}
