package dev.retrofuse.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The breakers of a status, a row for each. */
final class BreakerTable {
  private BreakerTable() {}

  /** With percentiles where durations are counted. */
  static Table of(List<Map<String, Object>> breakers) {
    boolean latency = Latency.isKnown(breakers);
    List<String> headings =
        new ArrayList<>(Arrays.asList("STATE", "RULE", "KEY", "#CALLS", "#FAILED", "#SLOW"));
    if (latency) {
      headings.addAll(Arrays.asList("#P50", "#P99"));
    }
    headings.addAll(Arrays.asList("#REFUSED", "#NOW", "SINCE", "REMARK"));
    Table table = new Table(headings.toArray(new String[0]));
    for (Map<String, Object> breaker : breakers) {
      table.add(row(breaker, latency).toArray());
    }
    return table;
  }

  private static List<Object> row(Map<String, Object> breaker, boolean latency) {
    List<Object> row = new ArrayList<>();
    row.add(StatusText.state(breaker));
    for (String field : Arrays.asList("rule", "key", "calls", "failures", "slow")) {
      row.add(breaker.get(field));
    }
    if (latency) {
      row.add(Latency.median(breaker));
      row.add(Latency.p99(breaker));
    }
    row.add(breaker.get("refused"));
    row.add(StatusText.concurrent(breaker));
    row.add(StatusText.since(breaker));
    row.add(StatusText.remark(breaker));
    return row;
  }
}
