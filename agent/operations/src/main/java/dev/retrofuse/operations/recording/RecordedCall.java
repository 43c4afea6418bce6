package dev.retrofuse.operations.recording;

import dev.retrofuse.operations.discovery.Watched;
import dev.retrofuse.rules.Kind;
import java.util.concurrent.TimeUnit;

/** One call, and what became of it. */
final class RecordedCall implements Watched {
  private static final String UNDER_WAY = "-";
  private static final String REFUSED = "refused";
  private static final long LONGEST_WAIT = 1_000_000_000;

  private final CallRecorder recorder;
  private final Kind kind;
  private final int name;
  private boolean recorded;
  private long micros;
  private long took;
  private long waitSeconds;
  private volatile String outcome = UNDER_WAY;

  /**
   * @param name its number; -1 when there were too many
   */
  RecordedCall(CallRecorder recorder, Kind kind, int name) {
    this.recorder = recorder;
    this.kind = kind;
    this.name = name;
  }

  boolean isNamed() {
    return name >= 0;
  }

  @Override
  public void begins() {
    micros = recorder.micros();
    recorded = recorder.add(this);
  }

  @Override
  public void isRefused() {
    outcome = REFUSED;
    if (!recorded) {
      begins();
    }
  }

  @Override
  public void ends(long nanos, int status, Throwable thrown) {
    took = nanos / 1_000;
    if (recorded && !outcome.equals(REFUSED)) {
      outcome = Ending.of(kind, status, thrown, recorder.failures());
    }
  }

  @Override
  public boolean wantsWaits() {
    return true;
  }

  @Override
  public void asksToWait(long nanos) {
    waitSeconds = TimeUnit.NANOSECONDS.toSeconds(nanos);
  }

  void writeTo(StringBuilder text) {
    String end = outcome; // before the duration, which was written before it
    text.append(Line.of(micros, end.equals(UNDER_WAY) ? 0 : took, name, end));
    if (waitSeconds > 0 && !end.equals(UNDER_WAY)) {
      text.append('\t').append(Math.min(waitSeconds, LONGEST_WAIT));
    }
    text.append('\n');
  }
}
