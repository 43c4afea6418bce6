package dev.retrofuse.peers;

import java.util.List;
import java.util.Locale;

/** One that takes more than two breakers to show: thousands of clients do, in the simulator. */
record Simulated(String id, String title, String happens, String section) implements FailureMode {
  static final String PAGE = "simulations.md";

  @Override
  public List<Row> play() {
    Figure there = Figure.on("[" + section + "](" + PAGE + "#" + anchor() + ")");
    return List.of(new Row("models of four", happens, there, Figure.on("the same")));
  }

  private String anchor() {
    return section.toLowerCase(Locale.ROOT).replaceAll("[:,%]", "").replace(' ', '-');
  }

  @Override
  public String test() {
    return "GatesTest";
  }
}
