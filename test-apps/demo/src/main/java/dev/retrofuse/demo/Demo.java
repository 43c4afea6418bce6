package dev.retrofuse.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Plays the story of a service that is rescued while it runs. Exit code: 0 when the story came
 * true, 1 when it did not, 2 when it could not begin.
 */
public final class Demo {
  private static final int WARM_UP_SECONDS = 4;

  private final Options options;
  private final Screen screen;
  private final Path temporary;
  private final Services services;
  private volatile boolean keepLogs;

  private Demo(Options options) throws IOException {
    this.options = options;
    screen = new Screen(System.out, options.colour());
    temporary = Files.createTempDirectory("retrofuse-demo-");
    services = new Services(options, temporary, screen);
  }

  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    System.exit(new Demo(options).run());
  }

  private int run() throws InterruptedException {
    // Runs however the demo ends, by its own end or by the user.
    Runtime.getRuntime().addShutdownHook(new Thread(this::tidyUp));
    if (!start()) {
      return 2;
    }
    try {
      if (play()) {
        return 0;
      }
    } catch (IOException e) {
      screen.line("\nThe demo cannot go on: " + e);
    }
    keepLogs = true;
    screen.line("\nThe story did not come true. The services' logs are in " + temporary);
    return 1;
  }

  private boolean start() {
    screen.act("A broker, a payment service and an order service start, each in its own JVM");
    try {
      services.start();
      return true;
    } catch (IOException e) {
      screen.line(e.getMessage());
      return false;
    }
  }

  private boolean play() throws IOException, InterruptedException {
    Operator operator = new Operator(options.root(), screen);
    Pages pages = new Pages();
    try (Load load = new Load(services.ordersUrl);
        Monitor monitor = new Monitor(load, pages, services, screen);
        BreakerWatch watch = new BreakerWatch(operator, services.orders.pid())) {
      load.start();
      screen.line("Load warms them up.");
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      monitor.start();
      Stage stage = new Stage(screen, services, load, monitor, pages);
      Verdict verdict = new Story(stage, operator, watch).play();
      monitor.stop();
      verdict.write(screen, monitor.maxThreads());
      return verdict.cameTrue();
    }
  }

  private void tidyUp() {
    boolean keep = keepLogs;
    screen.mute();
    services.close();
    if (!keep) {
      deleteLogs();
    }
  }

  private void deleteLogs() {
    try (Stream<Path> files = Files.walk(temporary)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      System.err.println("Left behind: " + temporary + " (" + e + ")");
    }
  }
}
