package dev.retrofuse.engine;

import dev.retrofuse.engine.jdbc.JdbcUrl;
import dev.retrofuse.engine.jdbc.SqlShape;
import dev.retrofuse.engine.key.Routes;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.MessagingMatch;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.rules.WrittenCall;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A call that is not made, but asked about: the engine's answers, without any state. */
public abstract class AskedCall {
  private final Kind kind;
  private final Map<String, String> facts = new LinkedHashMap<>();

  AskedCall(Kind kind) {
    this.kind = kind;
  }

  /**
   * A request.
   *
   * @param port -1 for the scheme's
   * @param path empty or null for {@code /}
   */
  public static AskedCall http(String method, String scheme, String host, int port, String path) {
    return new OfHttp(
        Matching.GRPC.equals(scheme),
        method,
        host,
        Matching.port(scheme, port),
        Matching.path(path));
  }

  /** An execution of a statement, {@link SqlShape#CONNECT} or {@link SqlShape#BORROW}. */
  public static AskedCall jdbc(JdbcUrl url, SqlShape sql) {
    return new OfJdbc(url, sql);
  }

  /**
   * Sending a message.
   *
   * @param destination null where it is unknown
   */
  public static AskedCall send(String system, String destination) {
    return new OfMessaging(system, destination);
  }

  /** The call that somebody has written. */
  public static AskedCall of(WrittenCall call) {
    switch (call.kind()) {
      case HTTP:
        URI url = URI.create(call.where());
        String method = call.what().toUpperCase(Locale.ROOT);
        return http(method, url.getScheme(), url.getHost(), url.getPort(), url.getRawPath());
      case JDBC:
        return jdbc(JdbcUrl.parse(call.where()), SqlShape.ofWritten(call.what()));
      default:
        return send(call.what(), call.where());
    }
  }

  public Kind kind() {
    return kind;
  }

  /** Whether it may be made again without {@code calls: all}, as far as its text tells. */
  public abstract boolean isIdempotent();

  /** Whether it is a call of gRPC, which has neither retries nor any fallback but exceptions. */
  public boolean isGrpc() {
    return false;
  }

  /** What conditions see of it, by their keys; null for what is unknown. */
  public Map<String, String> facts() {
    return new LinkedHashMap<>(facts);
  }

  final void fact(String condition, String value) {
    facts.put(condition, value);
  }

  /** The first rule that is for it; null when none is. */
  public Rule decidedBy(RuleSet rules) {
    for (Rule rule : rules.rules()) {
      if (unmet(rule) == null) {
        return rule;
      }
    }
    return null;
  }

  /**
   * Why a rule is not for it: {@code kind}, or the key of the first condition that it does not
   * fulfil; null when the rule is.
   */
  public String unmet(Rule rule) {
    return rule.match().kind() == kind ? unmetOf(rule) : "kind";
  }

  abstract String unmetOf(Rule rule);

  /** The key that it shares breaker and limits with, of a rule that is for it. */
  public abstract String key(Rule rule);

  /**
   * How the breaker of a rule that is for it calls the calls among which it counts; null when it
   * does not tell calls apart, or does so by what the thread works for.
   */
  public String part(Rule rule) {
    return rule.breaker() == null || rule.breaker().by() == By.NOTHING ? null : partOf(rule);
  }

  abstract String partOf(Rule rule);

  private static final class OfHttp extends AskedCall {
    // As RetrofuseHttp.nature has it, which only a JVM with an agent has.
    private static final Set<String> IDEMPOTENT =
        new HashSet<>(Arrays.asList("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"));

    private final HostKeys hosts = new HostKeys();
    private final boolean grpc;
    private final String method;
    private final String host;
    private final int port;
    private final String path;

    OfHttp(boolean grpc, String method, String host, int port, String path) {
      super(Kind.HTTP);
      this.grpc = grpc;
      this.method = method;
      this.host = host;
      this.port = port;
      this.path = path;
      fact("method", method);
      fact("host", host);
      fact("port", Integer.toString(port));
      fact("path", path);
    }

    @Override
    public boolean isGrpc() {
      return grpc;
    }

    @Override
    public boolean isIdempotent() {
      return IDEMPOTENT.contains(method);
    }

    @Override
    String unmetOf(Rule rule) {
      return Matching.unmet(rule, method, host, port, path);
    }

    @Override
    public String key(Rule rule) {
      return Matching.key(rule, hosts, host, port);
    }

    @Override
    String partOf(Rule rule) {
      By by = rule.breaker().by();
      return by == By.ROUTE ? Routes.name(path) : by == By.HOST ? hosts.key(host, port) : null;
    }
  }

  private static final class OfJdbc extends AskedCall {
    private final JdbcUrl url;
    private final SqlShape sql;

    OfJdbc(JdbcUrl url, SqlShape sql) {
      super(Kind.JDBC);
      this.url = url;
      this.sql = sql;
      fact("url", url.text());
      fact("database", url.database());
      fact("operation", sql.operation());
      fact("table", sql.table());
    }

    @Override
    public boolean isIdempotent() {
      return sql.isQuery();
    }

    @Override
    String unmetOf(Rule rule) {
      return Matching.unmet(rule, url, sql);
    }

    @Override
    public String key(Rule rule) {
      return Matching.key(rule, url);
    }

    /** Connections are not told apart. */
    @Override
    String partOf(Rule rule) {
      boolean statement = !sql.equals(SqlShape.CONNECT) && !sql.equals(SqlShape.BORROW);
      return statement ? Matching.part(rule, url, sql) : null;
    }
  }

  private static final class OfMessaging extends AskedCall {
    private final String system;
    private final String destination;

    OfMessaging(String system, String destination) {
      super(Kind.MESSAGING);
      this.system = system;
      this.destination = destination;
      fact("system", system);
      fact("destination", destination);
      fact("operation", MessagingMatch.SEND);
    }

    /** That depends on whether it has left. */
    @Override
    public boolean isIdempotent() {
      return false;
    }

    @Override
    String unmetOf(Rule rule) {
      return Matching.unmet(rule, system, destination, MessagingMatch.SEND);
    }

    @Override
    public String key(Rule rule) {
      return Matching.key(rule, destination);
    }

    @Override
    String partOf(Rule rule) {
      return rule.breaker().by() == By.DESTINATION ? Matching.part(destination) : null;
    }
  }
}
