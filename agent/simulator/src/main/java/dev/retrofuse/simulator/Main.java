package dev.retrofuse.simulator;

import dev.retrofuse.simulator.chart.Line;
import dev.retrofuse.simulator.chart.LineChart;
import dev.retrofuse.simulator.chart.Page;
import dev.retrofuse.simulator.chart.Palette;
import dev.retrofuse.simulator.scenario.Contenders;
import dev.retrofuse.simulator.scenario.Run;
import dev.retrofuse.simulator.scenario.Runs;
import dev.retrofuse.simulator.scenario.Scenario;
import dev.retrofuse.simulator.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plays every scenario under every policy and writes {@code simulations.md} and its charts. */
public final class Main {
  private static final int SEEDS = 5;

  private Main() {}

  /** The argument is the folder of the documentation. */
  public static void main(String[] args) throws IOException {
    Path docs = Path.of(args[0]);
    Files.createDirectories(docs.resolve("img"));
    Page page = new Page(SEEDS);
    Palette palette = new Palette();
    for (Scenario scenario : Scenarios.all()) {
      List<Runs> results =
          Contenders.of(scenario).stream()
              .map(contender -> Runs.play(scenario, contender, SEEDS))
              .toList();
      page.add(scenario, results);
      if (!scenario.seldom()) {
        Files.writeString(
            docs.resolve("img/" + scenario.name() + ".svg"), chart(scenario, results, palette));
      }
    }
    Files.writeString(docs.resolve("simulations.md"), page.toString());
  }

  private static String chart(Scenario scenario, List<Runs> results, Palette palette) {
    boolean tries = scenario.endsDown();
    List<Line> lines = results.stream().map(runs -> line(runs, tries, palette)).toList();
    String what = tries ? "tries that reached the server" : "calls that ended well";
    String title = scenario.title() + " (" + what + " per second)";
    return LineChart.svg(title, lines, scenario.begins(), scenario.ends());
  }

  private static Line line(Runs runs, boolean tries, Palette palette) {
    Run run = runs.first();
    String name = runs.contender().name();
    int[] values = tries ? run.tries() : run.goodput();
    return new Line(name, palette.of(name), name.startsWith("Retrofuse,"), values);
  }
}
