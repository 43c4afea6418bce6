package dev.retrofuse.operations;

import dev.retrofuse.rules.LogFile;
import dev.retrofuse.weaving.WeavingLog;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The agent's lines on the application's standard error, or in a file where the rules say so:
 * {@code [retrofuse] <UTC time> text}, one line each, without secrets. Nothing here throws.
 *
 * <p>Lines of application threads are written by the agent's thread: a thread that loads a class
 * must not wait for the lock of a stream whose holder may wait for that class.
 */
public final class AgentLog implements WeavingLog {
  static final int MOST_PLACES = 500;
  static final int MOST_LEFT_ALONE = 50;
  private static final int MOST_WAITING = 1_000;
  private static final String THE_REST = "places beyond the bound";

  private final LogOutput output;
  private final LineLimit limit = new LineLimit();
  private final Mailbox<AgentEvent> waiting = new Mailbox<>(MOST_WAITING);
  private final RecentEvents recent = new RecentEvents();
  private final Set<String> places =
      Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>());
  private final Collection<String> leftAlone = new CopyOnWriteArrayList<>();

  /** Writes to whatever {@link System#err} is at each line. */
  public AgentLog() {
    this(null);
  }

  AgentLog(PrintStream stream) {
    output = new LogOutput(stream);
  }

  /**
   * {@inheritDoc}
   *
   * <p>At most 500 places are told apart; a last line says that further ones are silent.
   */
  @Override
  public void once(String place, String text) {
    isFirst(place, text);
  }

  private boolean isFirst(String place, String text) {
    boolean first = places.size() < MOST_PLACES && places.add(place);
    if (first) {
      line(text);
    } else if (!places.contains(place) && places.add(THE_REST)) {
      line("further places that have something to say are silent: " + MOST_PLACES + " have spoken");
    }
    return first;
  }

  /** {@inheritDoc} The first 50 of them are kept. */
  @Override
  public void leftAlone(String place, String text) {
    if (isFirst(place, text) && leftAlone.size() < MOST_LEFT_ALONE) {
      leftAlone.add(LogLine.clean(text));
    }
  }

  /** What is not woven, one line each; events are forgotten sooner. */
  public Collection<String> leftAlone() {
    return Collections.unmodifiableCollection(leftAlone);
  }

  /** From now on lines go there; null for the standard error. */
  public void to(LogFile file) {
    output.to(file);
  }

  /** Gives the file back, after the last line. */
  public void close() {
    output.close();
  }

  /**
   * One line, at most 30 times a minute for each place; then the minute's end says how many more
   * there were.
   */
  public void often(String place, String text) {
    line(AgentEvent.often(place, text));
  }

  /** One line, each time. */
  public void line(String text) {
    line(AgentEvent.now(text));
  }

  void line(AgentEvent line) {
    Thread writer = waiting.reader();
    if (writer == null || writer == Thread.currentThread()) {
      write(line);
    } else {
      waiting.offer(line);
    }
  }

  /** What was written last. */
  public RecentEvents recent() {
    return recent;
  }

  /** From now on lines wait for that thread's {@link #drain}; null to write them at once again. */
  void writtenBy(Thread thread) {
    waiting.readBy(thread);
  }

  void drain() {
    for (AgentEvent line = waiting.poll(); line != null; line = waiting.poll()) {
      write(line);
    }
    long dropped = waiting.takeDropped();
    if (dropped > 0) {
      write(AgentEvent.now(dropped + " lines were dropped here"));
    }
    for (AgentEvent summary : limit.summaries(System.nanoTime())) {
      write(summary);
    }
  }

  private void write(AgentEvent line) {
    recent.add(line);
    if (limit.allows(line, System.nanoTime())) {
      output.println(line.toString());
    }
  }
}
