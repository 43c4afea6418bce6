package dev.retrofuse.demo;

import java.io.IOException;

/**
 * The acts, in order. Each tells what happens, waits, measures, and notes what had to come true.
 */
final class Story {
  private static final int MEASURED_SECONDS = 6;
  private static final int CLIMB_SECONDS = 4;
  private static final int HANGING_SECONDS = 5;
  private static final int GUARDED_SECONDS = 12;
  private static final int SETTLE_SECONDS = 20;
  private static final int PATIENCE_SECONDS = 45;

  private final Stage stage;
  private final Operator operator;
  private final BreakerWatch watch;
  private final Verdict verdict = new Verdict();
  private final String pid;
  private Figures hanging;

  Story(Stage stage, Operator operator, BreakerWatch watch) {
    this.stage = stage;
    this.operator = operator;
    this.watch = watch;
    pid = Long.toString(stage.orderServicePid());
  }

  Verdict play() throws IOException, InterruptedException {
    healthy();
    paymentHangs();
    if (attach()) {
      breakerOpens();
      ordersAreAnsweredAgain();
      paymentHeals();
      detach();
    }
    return verdict;
  }

  private void healthy() throws IOException, InterruptedException {
    stage.act(
        "1. Healthy",
        "Process " + pid + " is an order service of 2012, without any agent.",
        Load.PER_SECOND + " requests arrive each second: four orders, then a look at the orders.");
    verdict.row("healthy, no agent", stage.measure(MEASURED_SECONDS));
  }

  private void paymentHangs() throws IOException, InterruptedException {
    stage.act(
        "2. Payment hangs",
        "The payment service holds every call for 10 s.",
        "Who asks the order service gives up after " + Load.PATIENCE.toSeconds() + " s.");
    stage.payment("hang");
    stage.pause(CLIMB_SECONDS);
    hanging = stage.measure(HANGING_SECONDS);
    verdict.row("BEFORE: payment hangs, no agent", hanging);
    verdict.check(
        hanging.busy() == stage.monitor.maxThreads(),
        "without the agent, payment took all " + hanging.busy() + " servlet threads");
    verdict.check(
        stage.seenAtPayment().number("traced") == 0,
        "without the agent, no trace context reached payment");
  }

  private boolean attach() throws IOException, InterruptedException {
    stage.screen.act("3. An operator attaches Retrofuse to the running process");
    boolean attached = operator.types("attach", pid, "--rules", Operator.RULES);
    verdict.check(attached, "the agent attached to the running process");
    return attached;
  }

  private void breakerOpens() throws InterruptedException {
    operator.shows("status", pid, "--json");
    stage.screen.output("asked every two seconds from here on, for the last column");
    watch.start();
    stage.monitor.breaker(watch);
    stage.monitor.act();
    int seconds = stage.await(PATIENCE_SECONDS, () -> watch.state().equals("OPEN"));
    verdict.check(seconds >= 0, "the breaker opened" + after(seconds, "the attach"));
  }

  private void ordersAreAnsweredAgain() throws IOException, InterruptedException {
    stage.act(
        "4. The breaker is open, payment still hangs",
        "Orders are kept as PAYMENT-PENDING and answered with 503 at once; reads are served.");
    stage.await(SETTLE_SECONDS, this::isSettled);
    Figures guarded = stage.measure(GUARDED_SECONDS);
    operator.types("status", pid);
    verdict.row("WITH: payment hangs, breaker open", guarded);
    verdict.check(
        guarded.p50() * 2 < hanging.p50() && guarded.p99() * 2 < hanging.p99(),
        "response times fell: p99 from " + hanging.p99() + " ms to " + guarded.p99() + " ms");
    verdict.check(
        guarded.readsAnswered() > hanging.readsAnswered(),
        "reads, which need no payment, were answered again: "
            + ("from " + hanging.readsAnswered() + " % to " + guarded.readsAnswered() + " %"));
  }

  /** Calls from before the breaker opened hold their threads for up to ten seconds more. */
  private boolean isSettled() {
    boolean free = stage.monitor.busyThreads() * 2 < stage.monitor.maxThreads();
    return free && stage.load.waiting().stream().allMatch(nanos -> nanos < 1_000_000_000L);
  }

  private void paymentHeals() throws IOException, InterruptedException {
    stage.act("5. Payment heals", "The breaker finds out by trial calls, and closes.");
    stage.payment("ok");
    int seconds = stage.await(PATIENCE_SECONDS, () -> watch.state().equals("CLOSED"));
    verdict.check(seconds >= 0, "the breaker closed" + after(seconds, "payment healed"));
    Values before = stage.seenAtPayment();
    verdict.row("payment healed, breaker closed", stage.measure(MEASURED_SECONDS));
    Values now = stage.seenAtPayment();
    int calls = now.number("calls") - before.number("calls");
    int traced = now.number("traced") - before.number("traced");
    boolean ours = now.others().stream().allMatch(h -> h.startsWith("00-" + stage.load.traceIds));
    verdict.check(
        calls > 0 && traced == calls && ours,
        "with the agent, the callers' trace context reached payment: "
            + (traced + " of " + calls + " calls"));
  }

  private void detach() throws IOException, InterruptedException {
    stage.monitor.breaker(null);
    watch.stop();
    stage.screen.act("6. The operator detaches Retrofuse");
    boolean detached = operator.types("detach", pid);
    stage.monitor.act();
    stage.pause(1);
    Values before = stage.seenAtPayment();
    Figures after = stage.measure(MEASURED_SECONDS);
    Values now = stage.seenAtPayment();
    verdict.row("AFTER: detached", after);
    verdict.check(
        detached && stage.orderServiceIsAlive() && after.errors() == 0,
        "the agent detached, and the service went on without an error");
    verdict.check(
        now.number("calls") > before.number("calls")
            && now.number("traced") == before.number("traced"),
        "after that, no trace context reached payment, as before");
  }

  private static String after(int seconds, String what) {
    return seconds < 0 ? "" : ", " + seconds + " s after " + what;
  }
}
