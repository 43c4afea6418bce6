package dev.retrofuse.operations;

import dev.retrofuse.engine.Engine;
import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.GuardStatus;
import dev.retrofuse.engine.Operator;
import dev.retrofuse.engine.Ticker;
import dev.retrofuse.rules.RuleSet;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseHttp;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An agent without weaving: a real engine, called through the waist as woven code calls it. */
public final class RealView implements AgentView, AutoCloseable {
  final Engine engine;
  boolean attached = true;
  Collection<String> notes = List.of();

  public RealView(Events events) {
    engine = new Engine(Ticker.system(), events);
    engine.on();
  }

  public void apply(RuleSet rules) {
    engine.apply(rules);
  }

  /** A call to that host that fails or not, as far as the rules let it go. */
  public static void call(String host, boolean fails) {
    RetrofuseGuard guard = RetrofuseHttp.request("GET", URI.create("http://" + host + "/"));
    long permit = guard.enter();
    guard.leave(permit);
    guard.end(permit, fails ? 500 : 200, null);
  }

  @Override
  public void close() {
    engine.off();
  }

  @Override
  public Operator operator() {
    return engine;
  }

  @Override
  public void everySecond() {
    engine.everySecond();
  }

  @Override
  public void lookedOn(boolean byAnybody) {
    engine.lookedOn(byAnybody);
  }

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public boolean isOn() {
    return engine.isOn();
  }

  @Override
  public void on() {
    engine.on();
  }

  @Override
  public void off() {
    engine.off();
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
  public int wovenClasses() {
    return 3;
  }

  @Override
  public String waist() {
    return "defined";
  }

  @Override
  public Map<String, Long> droppedContexts() {
    return Collections.singletonMap("invalid", 2L);
  }

  @Override
  public Map<String, Long> spans() {
    return Collections.singletonMap("sent", 7L);
  }

  @Override
  public Map<String, Long> faults() {
    return Map.of("jdbc", 2L);
  }

  @Override
  public Collection<String> switchedOff() {
    return List.of("kafka");
  }

  @Override
  public Collection<String> notes() {
    return notes;
  }
}
