package dev.retrofuse.agent;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.Operator;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.jfr.FlightEvents;
import dev.retrofuse.operations.AgentLog;
import dev.retrofuse.operations.AgentView;
import dev.retrofuse.operations.EventLog;
import dev.retrofuse.operations.Housekeeping;
import dev.retrofuse.operations.LiveFolder;
import dev.retrofuse.operations.OperatorCommands;
import dev.retrofuse.operations.RecentEvents;
import dev.retrofuse.operations.RuleSource;
import dev.retrofuse.operations.RulesReport;
import dev.retrofuse.operations.StatusReport;
import dev.retrofuse.operations.Version;
import dev.retrofuse.operations.discovery.Look;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.spans.StateEvents;
import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseGrpc;
import dev.retrofuse.waist.RetrofuseHandOver;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseNetty;
import dev.retrofuse.waist.RetrofuseWork;
import dev.retrofuse.weaving.Weaving;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The agent of this JVM: what it wires together when it comes, and undoes when it goes. */
final class AttachedAgent extends RetrofuseAgent implements AgentView {
  private final Instrumentation instrumentation;
  private final String placement;
  private final boolean attached;
  private final AgentLog log = new AgentLog();
  private final EventLog events = new EventLog(log);
  private final Events told = FlightEvents.before(events);
  private final Engine engine = new Engine(Ticker.system(), new StateEvents(told));
  private final Recording recording = new Recording(engine, events);
  private final Measuring measuring = new Measuring(this, events);
  private final Discovering discovering = new Discovering(this, Ticker.system());
  private final Faults faults = new Faults(log);
  private final RuleSource rules;
  private final Weaving weaving;
  private final Housekeeping housekeeping;
  private volatile boolean on = true;
  private boolean gone;

  /**
   * @param arguments that name the rules, or leave that to the JVM's settings; null for no rules,
   *     whatever these say
   */
  AttachedAgent(
      Instrumentation instrumentation,
      Arguments arguments,
      String placement,
      LibrariesAhead libraries,
      boolean attached)
      throws InterruptedException {
    this.instrumentation = instrumentation;
    this.placement = placement;
    this.attached = attached;
    weaving = new Weaving(libraries.index(), AttachedAgent.class.getClassLoader(), log);
    String rulesFile = arguments == null ? null : arguments.rules();
    rules =
        new RuleSource(
            rulesFile == null ? null : new File(rulesFile),
            arguments == null ? null : arguments.environment(),
            new RuleSource.Sink() {
              @Override
              public void apply(RuleSet ruleSet) {
                inForce(ruleSet);
              }
            },
            log);
    housekeeping = new Housekeeping(this, rules, events, log);
  }

  /** {@code -javaagent}: weaves from now on, and reads the rules while the application starts. */
  void startWithTheJvm() {
    current = this;
    Thread starter =
        new Thread("retrofuse-start") {
          @Override
          public void run() {
            readRules();
            weaving.weaveLoadedAsNeeded(instrumentation);
            housekeeping.start();
          }
        };
    starter.setDaemon(true);
    starter.setContextClassLoader(null);
    weaving.startedBy(starter);
    instrumentation.addTransformer(weaving, true);
    starter.start();
  }

  /** Attach: when this returns, the rules are in force and the loaded classes are woven. */
  void startInARunningJvm() {
    current = this;
    weaving.startedBy(Thread.currentThread());
    instrumentation.addTransformer(weaving, true);
    readRules();
    weaving.weaveLoaded(instrumentation);
    housekeeping.start();
  }

  private void readRules() {
    try {
      rules.load();
    } finally {
      weaving.rulesInForce();
    }
  }

  private synchronized void inForce(RuleSet ruleSet) {
    log.to(ruleSet.log());
    engine.apply(ruleSet);
    if (on && !gone) {
      engine.on();
      recording.on(ruleSet);
    }
    if (!gone) {
      measuring.on(ruleSet.metrics(), rules);
    }
  }

  /** Leaves the JVM as it was, but for the waist. */
  void detach() {
    takeOff();
    instrumentation.removeTransformer(weaving);
    weaving.restore(instrumentation);
    current = null; // before the next line: what is put there from now on is given up at once
    RetrofuseExchanges.cancelAll();
    RetrofuseHandOver.forgetAll();
    RetrofuseGrpc.forgetAll();
    RetrofuseMessaging.forgetAll();
    RetrofuseWork.clear();
    RetrofuseNetty.forgetAll();
    recording.close();
    measuring.close();
    FlightEvents.forget(told);
    housekeeping.close();
    log.line("detached: every class has its own bytes again");
    log.close();
  }

  // A reload or an operator's "on" that is under way must not switch on again what is going.
  private synchronized void takeOff() {
    gone = true;
    off();
  }

  @Override
  public synchronized void off() {
    on = false;
    engine.off();
    recording.off();
  }

  @Override
  public synchronized void on() {
    if (gone) {
      return;
    }
    on = true;
    engine.on();
    recording.on(engine.rules());
  }

  @Override
  protected void onFault(Throwable fault, final String instrumentationName) {
    if (faults.add(fault, instrumentationName)) {
      log.line(instrumentationName + " keeps failing and is switched off");
      Thread switchOff =
          new Thread("retrofuse-switch-off") {
            @Override
            public void run() {
              weaving.switchOff(instrumentationName, instrumentation);
            }
          };
      switchOff.setDaemon(true);
      switchOff.start();
    }
  }

  @Override
  public String command(String arguments) {
    return Commands.answer(this, arguments);
  }

  String statusJson() {
    return new StatusReport(this, rules).json();
  }

  String rulesJson() {
    return new RulesReport(rules).json();
  }

  RecentEvents recentEvents() {
    return log.recent();
  }

  /** Goes on talking by the folder that the arguments name. */
  void live(Arguments arguments) throws IOException {
    String folder = arguments.get("folder");
    if (folder == null) {
      throw new IOException("no folder is named (folder=PATH)");
    }
    housekeeping.live(
        new File(folder),
        new LiveFolder.Commands() {
          @Override
          public String answer(String command) {
            return command(command);
          }
        });
  }

  Discovering discovering() {
    return discovering;
  }

  /**
   * Has all calls looked at from now on.
   *
   * @param look null for no longer
   */
  synchronized void look(Look look) {
    recording.look(look);
    if (on && !gone) {
      engine.on(); // nobody has, where there is no rule file
      recording.on(engine.rules());
    }
  }

  RuleSource rules() {
    return rules;
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public boolean isOn() {
    return on;
  }

  @Override
  public boolean attached() {
    return attached;
  }

  @Override
  public List<GuardStatus> guards() {
    return engine.status();
  }

  @Override
  public Operator operator() {
    return engine;
  }

  /** What an operator says to single breakers and rules. */
  String operate(String command, Arguments arguments) {
    OperatorCommands commands = new OperatorCommands(this, rules);
    String name = arguments.get("name");
    String by = arguments.get("by");
    long seconds = arguments.number("seconds");
    return command.equals("observe")
        ? commands.observe(name, seconds, by)
        : commands.breakers(command, name, arguments.get("all") != null, seconds, by);
  }

  @Override
  public void everySecond() {
    engine.everySecond();
    discovering.everySecond();
  }

  @Override
  public void lookedOn(boolean byAnybody) {
    engine.lookedOn(byAnybody);
  }

  @Override
  public int wovenClasses() {
    return weaving.woven().size();
  }

  @Override
  public String waist() {
    return placement;
  }

  @Override
  public Map<String, Long> droppedContexts() {
    return recording.droppedContexts();
  }

  @Override
  public Map<String, Long> spans() {
    return recording.spans();
  }

  @Override
  public Map<String, Long> faults() {
    return faults.counts();
  }

  @Override
  public Collection<String> switchedOff() {
    return faults.switchedOff();
  }

  @Override
  public Collection<String> notes() {
    return log.leftAlone();
  }
}
