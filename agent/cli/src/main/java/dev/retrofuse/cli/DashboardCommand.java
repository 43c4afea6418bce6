package dev.retrofuse.cli;

import dev.retrofuse.cli.dashboard.Dashboard;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dashboard",
    description = "Serves a web page over all guarded JVMs of this machine, until it is ended.")
final class DashboardCommand implements Callable<Integer> {
  private final Console console;
  private final File jar;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "On 127.0.0.1 (default: any that is free).")
  private int port;

  @Option(
      names = "--json",
      description = "Print the address and the JVMs that are shown as one JSON object.")
  private boolean json;

  @Parameters(
      paramLabel = "PID",
      arity = "0..*",
      description = "Only these JVMs (default: all that are guarded).")
  private List<Long> pids = new ArrayList<>();

  DashboardCommand(Console console, File jar) {
    this.console = console;
    this.jar = jar;
  }

  @Override
  public Integer call() throws Exception {
    try (Dashboard dashboard = new Dashboard(port, pids, jar)) {
      if (json) {
        List<Object> shown = new ArrayList<>(dashboard.pids());
        console.out().println(Json.text(Json.map("url", dashboard.address(), "pids", shown)));
      } else {
        console.say(dashboard.address());
      }
      console.remark("to be opened in one browser, once; Ctrl-C ends the page");
      new CountDownLatch(1).await();
    }
    return Console.DONE;
  }
}
