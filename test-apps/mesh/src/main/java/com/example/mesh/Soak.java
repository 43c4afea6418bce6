package com.example.mesh;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;

/**
 * One JVM in which each request goes every way that there is, for as many requests as a day has.
 *
 * <p>Its arguments: how many requests, after how many of them it is looked at while nothing is
 * under way, and of which classes the objects are to be counted then, as an expression. Says {@code
 * started}, {@code begun N} for each twenty requests, {@code look N: heap=BYTES; threads=N;
 * wrong=[...]; idle=TRACES; classes=COUNT NAME, ...;} for each look, where no trace at all is
 * {@code none}, and {@code done}.
 */
final class Soak {
  /** A look more, before the others: until then code and pools are not what they will be. */
  private static final int WARM_UP = 500;

  private static final int PROGRESS = 20;

  private final SoakHops hops = new SoakHops();
  private final SoakMessages messages = new SoakMessages();
  private final SoakServer server = new SoakServer(this::go);
  private final Pattern classes;
  private long begun;

  private Soak(String classes) throws Exception {
    this.classes = Pattern.compile(classes);
  }

  public static void main(String[] arguments) throws Exception {
    int requests = Integer.parseInt(arguments[0]);
    int between = Integer.parseInt(arguments[1]);
    Soak soak = new Soak(arguments[2]);
    System.out.println("started");
    soak.requests(WARM_UP);
    soak.look();
    for (int i = 0; i < requests; i += between) {
      soak.requests(between);
      soak.look();
    }
    System.out.println("done");
    System.exit(0);
  }

  /** How many ways a journey has. */
  private int ways() {
    return hops.ways.size() + messages.ways.size() + 2;
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      server.request(Journey.begin(++begun, ways()));
      if (begun % PROGRESS == 0) {
        System.out.println("begun " + begun);
      }
    }
    Journey.awaitAll();
  }

  private void go(Journey journey) {
    server.call(journey);
    hops.ways.forEach((name, way) -> way.accept(() -> journey.arrived(name)));
    String number = String.valueOf(journey.number);
    messages.ways.forEach((name, way) -> way.accept(number));
  }

  private void look() throws Exception {
    Set<String> idle = new TreeSet<>(hops.seenAtIdle());
    idle.addAll(SoakMessages.BETWEEN);
    String classes = "";
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      classes = countedClasses();
      Runtime runtime = Runtime.getRuntime();
      heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
    }
    System.out.printf(
        "look %d: heap=%d; threads=%d; wrong=%s; idle=%s; classes=%s;%n",
        begun, heap, threads(), Journey.WRONG, String.join(" ", idle), classes);
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  /** The {@code COUNT NAME} of each, of live objects: the JVM collects before it counts. */
  private String countedClasses() throws Exception {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return Arrays.stream(histogram.toString().split("\n"))
        .filter(line -> classes.matcher(line).find())
        .map(line -> line.trim().split("\\s+"))
        .map(parts -> parts[1] + " " + parts[3])
        .collect(Collectors.joining(", "));
  }
}
