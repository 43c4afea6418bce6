package dev.retrofuse.review.lint;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.rules.HttpMatch;
import dev.retrofuse.rules.JdbcMatch;
import dev.retrofuse.rules.Match;
import dev.retrofuse.rules.MessagingMatch;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Conditions that no call fulfils. */
final class MatchCheck implements Check {
  private static final List<String> SYSTEMS =
      Arrays.asList("kafka", "rabbitmq", "jms", "nats", "redis", "mqtt");

  @Override
  public void look(Subject subject) {
    Match match = subject.rule.match();
    if (!match.meets(match)) {
      String empty = emptyCondition(match);
      find(subject, empty, empty + ": [] is fulfilled by no call", "remove it for all calls");
    } else if (match instanceof JdbcMatch) {
      look(subject, (JdbcMatch) match);
    } else if (match instanceof HttpMatch) {
      for (String path : condition(match, "path")) {
        if (path.indexOf('?') >= 0 && path.indexOf('=') > path.indexOf('?')) {
          find(subject, "path", "'" + path + "' has a query, which no path has", "leave it out");
        }
      }
    } else {
      look(subject, (MessagingMatch) match);
    }
  }

  private static String emptyCondition(Match match) {
    for (String condition : match.conditions().keySet()) {
      if (match.conditions().get(condition).isEmpty()) {
        return condition;
      }
    }
    throw new AssertionError(match);
  }

  private static List<String> condition(Match match, String key) {
    List<String> patterns = match.conditions().get(key);
    return patterns == null ? Collections.<String>emptyList() : patterns;
  }

  private static void look(Subject subject, JdbcMatch match) {
    for (String url : condition(match, "url")) {
      lookAtUrl(subject, match, url);
    }
    boolean connections = !condition(match, "operation").isEmpty();
    for (String operation : condition(match, "operation")) {
      connections &= isOf(operation, SqlShape.CONNECT) || isOf(operation, SqlShape.BORROW);
      if (operation.trim().indexOf(' ') >= 0) {
        String text = "operation '" + operation + "': it is the statement's first word alone";
        find(subject, "operation", text, "write that word");
      }
    }
    if (connections && match.conditions().containsKey("table")) {
      find(subject, "table", "opening or taking a connection has no table", "remove table");
    }
  }

  private static boolean isOf(String operation, SqlShape shape) {
    return operation.equalsIgnoreCase(shape.operation());
  }

  /** A URL that is written out, for which the engine's own reading of it tells. */
  private static void lookAtUrl(Subject subject, JdbcMatch match, String url) {
    JdbcUrl seen = JdbcUrl.parse(url);
    if (url.indexOf('*') >= 0) {
      return;
    }
    if (!seen.text().equals(url)) {
      String text = "'" + url + "' is seen as '" + seen.text() + "', without user and parameters";
      find(subject, "url", text, "write it so");
    } else if (condition(match, "url").size() == 1 && !match.allowsDatabase(seen.database())) {
      String text = "'" + url + "' leads to database '" + seen.database() + "'";
      find(subject, "database", text, "remove one of the two conditions");
    }
  }

  private static void look(Subject subject, MessagingMatch match) {
    if (!match.allowsOperation(MessagingMatch.SEND)) {
      find(subject, "operation", "the only operation is send", "remove the condition");
    }
    boolean known = false;
    for (String system : SYSTEMS) {
      known |= match.allowsSystem(system);
    }
    if (!known) {
      String advice = "write one of " + String.join(", ", SYSTEMS);
      find(subject, "system", "no system is called so", advice);
    }
  }

  private static void find(Subject subject, String condition, String text, String advice) {
    String key = "match." + subject.rule.match().kind() + "." + condition;
    subject.find(Code.MATCHES_NOTHING, key, text + ": it matches nothing", advice);
  }
}
