package dev.retrofuse.engine;

import dev.retrofuse.engine.timeout.Deadlines;
import dev.retrofuse.rules.By;
import dev.retrofuse.rules.Rule;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Inbound requests: their deadline, and the headers by which rules tell calls apart. */
final class Requests extends RetrofuseRequest {
  private final Deadlines deadlines;
  private final String[] own;
  private final String[] wanted;

  private Requests(Deadlines deadlines, Set<String> own) {
    this.deadlines = deadlines;
    this.own = own.toArray(new String[0]);
    List<String> all = new ArrayList<>();
    if (deadlines != null) {
      all.addAll(Arrays.asList(deadlines.inbound()));
    }
    all.addAll(own);
    wanted = all.toArray(new String[0]);
  }

  /**
   * Null where the rules ask for nothing.
   *
   * @param deadlines null where they have none
   */
  static Requests of(RuleSet rules, Deadlines deadlines) {
    Set<String> own = new TreeSet<>();
    for (Rule rule : rules.rules()) {
      if (rule.breaker() != null && rule.breaker().by() == By.HEADER) {
        own.add(rule.breaker().member());
      }
      if (rule.priority() != null && !rule.priority().header().isEmpty()) {
        own.add(rule.priority().header());
      }
    }
    return own.isEmpty() && deadlines == null ? null : new Requests(deadlines, own);
  }

  @Override
  protected String[] wanted() {
    return wanted;
  }

  @Override
  protected void onBegin(String[] values, RetrofuseThread thread) {
    if (deadlines != null) {
      thread.deadline = deadlines.until(values);
    }
    thread.headers = own.length == 0 ? null : told(values);
  }

  private RetrofuseContext told(String[] values) {
    int first = wanted.length - own.length;
    List<String> told = new ArrayList<>();
    for (int i = 0; i < own.length && first + i < values.length; i++) {
      if (values[first + i] != null) {
        told.add(own[i]);
        told.add(values[first + i].trim());
      }
    }
    return told.isEmpty() ? null : new RetrofuseContext(told.toArray(new String[0]));
  }
}
