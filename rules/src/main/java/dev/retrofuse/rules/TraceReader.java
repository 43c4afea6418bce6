package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the sections {@code trace}: the whole file's, and a rule's. */
final class TraceReader {
  private static final String FORMATS = Key.join(TraceFormat.words()) + ", or a list of these";
  private static final Key FILE = Key.section("trace", "What becomes of trace context.");
  private static final Key RULE =
      Key.section(
          "trace",
          "What the rule's calls are told of their trace; what is not said here, the file's section"
              + " trace says.");
  private static final Key MODE =
      Key.word(
              "mode",
              TraceMode.values(),
              "Whether trace context goes on as it came, or each call gets a parent id of its own,"
                  + " or a trace begins where none came.")
          .fallback("pass when there is a rule or this section, off when there is none");
  private static final Key OWN_MODE =
      Key.word("mode", TraceMode.values(), "The same for the rule's calls.")
          .fallback("the file's mode");
  private static final Key WRITE =
      Key.texts("write", FORMATS, "In which formats calls are told of their trace.")
          .fallback("those in which it came; the first of read for a trace that begins here");
  private static final Key TRACESTATE =
      Key.texts(
              "tracestate",
              PatternsReader.ALLOWED,
              "Keys of the tracestate members that may leave; [] for none.")
          .fallback("all");
  private static final Key BAGGAGE =
      Key.texts(
              "baggage",
              PatternsReader.ALLOWED,
              "Keys of the baggage members that may leave; [] for none.")
          .fallback("all");
  private static final Key SQL =
      Key.word(
              "sql",
              SqlTrace.values(),
              "How databases are told the trace of statements that a rule for jdbc guards: not at"
                  + " all, by an attribute of the session (PostgreSQL, MySQL, MariaDB), or in a"
                  + " comment of the texts that are executed as they are given (comment) and of"
                  + " those that are prepared, too, which defeats caches of statements (prepared).")
          .fallback(SqlTrace.OFF);
  private static final Key OWN_SQL =
      Key.word("sql", SqlTrace.values(), "The same for the rule's calls. Only for jdbc.")
          .fallback("the file's sql");
  private static final Key REDIS =
      Key.word(
              "redis",
              RedisTrace.values(),
              "Whether entries that are added to Redis streams tell their trace in fields beside"
                  + " those of the application: consumers see these fields. Where they are read, whether"
                  + " several of one read bring their context as the application iterates over them.")
          .fallback(RedisTrace.OFF);
  private static final Key OWN_REDIS =
      Key.word("redis", RedisTrace.values(), "The same for the rule's calls. Only for messaging.")
          .fallback("the file's redis");
  private static final Key READ =
      Key.texts(
              "read",
              FORMATS,
              "In which formats context is read, the most trusted first: the first one that is"
                  + " there is the parent.")
          .fallback("w3c");
  private static final Key SAMPLED =
      Key.percentage("sampled", 0, 1, "Of the traces that begin here, the share marked as sampled.")
          .fallback(1);
  private static final Key FROM =
      Key.texts(
              "accept-from",
              "a network such as 10.0.0.0/8, or a list of these",
              "The callers whose context is taken from requests, by the address that the"
                  + " connection comes from; what others send is as if it were not there.")
          .fallback("all");
  private static final Key MESSAGES =
      Key.texts(
              "accept-messages-of",
              PatternsReader.ALLOWED,
              "Topics, queues, exchanges and subjects whose messages' context is taken; [] for"
                  + " none.")
          .fallback("all");

  private static final Key LOGS =
      Key.word(
              "logs",
              TraceLogs.values(),
              "Whether the MDC of each line that the application logs has the entries trace_id,"
                  + " span_id and trace_flags of the trace that its thread works for (mdc), and the"
                  + " messages of java.util.logging end with the two ids, too (messages).")
          .fallback(TraceLogs.OFF);

  private static final Key OWN_SPANS =
      Key.word(
              "spans",
              OnOff.values(),
              "Whether the rule's calls are recorded, where the file's section trace has spans.")
          .fallback(OnOff.ON);

  private TraceReader() {}

  /**
   * The file's.
   *
   * @param usual the mode when nothing is said of trace context
   */
  static Trace read(Section file, TraceMode usual) {
    Section section = file.section(FILE);
    if (section == null) {
      return Trace.of(usual);
    }
    Tracing calls = calls(section, MODE, SQL, REDIS, Tracing.of(TraceMode.PASS), true);
    List<TraceFormat> read = formats(section, READ);
    return new Trace(
        calls,
        read.isEmpty() ? Collections.singletonList(TraceFormat.W3C) : read,
        section.number(SAMPLED),
        networks(section),
        PatternsReader.read(section, MESSAGES),
        (TraceLogs) section.word(LOGS),
        SpansReader.read(section, calls.mode()));
  }

  /**
   * A rule's; null where it has none.
   *
   * @param kind null when the rule's match is a problem
   */
  static Tracing read(Section rule, Kind kind, Tracing file) {
    Section section = rule.section(RULE);
    if (section == null) {
      return null;
    }
    checkKind(section, OWN_SQL, "sql", kind, Kind.JDBC);
    checkKind(section, OWN_REDIS, "redis", kind, Kind.MESSAGING);
    boolean recorded = section.word(OWN_SPANS) != OnOff.OFF;
    return calls(section, OWN_MODE, OWN_SQL, OWN_REDIS, file, recorded);
  }

  private static void checkKind(Section section, Key key, String name, Kind kind, Kind only) {
    Node place = section.place(key);
    if (place != null && kind != null && kind != only) {
      String found = name + " in a rule for " + kind;
      section.problem(place, found, "only in a rule for " + only, "remove it");
    }
  }

  private static Tracing calls(
      Section section, Key modeKey, Key sqlKey, Key redisKey, Tracing usual, boolean recorded) {
    TraceMode mode = (TraceMode) section.word(modeKey);
    SqlTrace sql = (SqlTrace) section.word(sqlKey);
    RedisTrace redis = (RedisTrace) section.word(redisKey);
    List<TraceFormat> write = formats(section, WRITE);
    Patterns tracestate = PatternsReader.read(section, TRACESTATE);
    Patterns baggage = PatternsReader.read(section, BAGGAGE);
    return new Tracing(
        mode == null ? usual.mode() : mode,
        write.isEmpty() ? usual.write() : write,
        tracestate == null ? usual.tracestate() : tracestate,
        baggage == null ? usual.baggage() : baggage,
        sql == null ? usual.sql() : sql,
        redis == null ? usual.redis() : redis,
        recorded);
  }

  private static List<TraceFormat> formats(Section section, Key key) {
    List<TraceFormat> formats = new ArrayList<>();
    List<Node> nodes = section.texts(key);
    for (int i = 0; nodes != null && i < nodes.size(); i++) {
      TraceFormat format = TraceFormat.of(nodes.get(i).text);
      if (format == null) {
        List<String> words = TraceFormat.words();
        String advice = Spelling.advice(nodes.get(i).text, words, "choose among these");
        section.wrong(key, nodes.get(i), advice);
      } else if (!formats.contains(format)) {
        formats.add(format);
      }
    }
    return formats;
  }

  private static Networks networks(Section section) {
    List<Node> nodes = section.texts(FROM);
    Networks networks = nodes == null ? null : new Networks();
    for (int i = 0; nodes != null && i < nodes.size(); i++) {
      if (!networks.add(nodes.get(i).text)) {
        section.wrong(FROM, nodes.get(i), "write an address in digits and a length: 10.0.0.0/8");
      }
    }
    return networks;
  }
}
