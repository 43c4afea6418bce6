package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrofuseExchangesTest {
  @BeforeEach
  void anAgentIsThere() {
    RetrofuseAgent.current =
        new RetrofuseAgent() {
          @Override
          protected void onFault(Throwable fault, String instrumentation) {
            throw new AssertionError(fault);
          }

          @Override
          public String command(String arguments) {
            return arguments;
          }
        };
  }

  @AfterEach
  void noAgentIsThere() {
    RetrofuseAgent.current = null;
  }

  @Test
  void nothingIsKeptForAnAgentThatHasGone() {
    RetrofuseAgent.current = null;
    Object carrier = new Object();
    RetrofuseExchanges.put(carrier, RetrofuseExchanges.begin(guard));
    assertNull(RetrofuseExchanges.find(carrier));
  }

  private final RecordingGuard guard = new RecordingGuard();

  @Test
  void noGuardNoExchange() {
    assertNull(RetrofuseExchanges.begin(null));
  }

  @Test
  void aCarrierEndsAllItsCallsOnce() {
    Object carrier = new Object();
    for (int i = 0; i < 3; i++) {
      RetrofuseExchanges.put(carrier, RetrofuseExchanges.begin(guard));
    }
    IOException lost = new IOException("lost");
    RetrofuseExchanges.end(carrier, 0, lost);
    RetrofuseExchanges.end(carrier, 0, null);
    assertEquals(Arrays.asList(lost, lost, lost), guard.ends);
  }

  @Test
  void carriersAreComparedByIdentity() {
    String one = new String("same");
    String other = new String("same");
    RetrofuseExchanges.put(one, RetrofuseExchanges.begin(guard));
    RetrofuseExchanges.end(other, 0, null);
    assertTrue(guard.ends.isEmpty());
    RetrofuseExchanges.end(one, 0, null);
    assertEquals(Collections.singletonList(null), guard.ends);
  }

  @Test
  void callsOfACollectedCarrierAreGivenUpByTheNextCall() {
    WeakReference<Object> carrier = abandoned();
    for (int i = 0; guard.ends.isEmpty(); i++) {
      if (i == 1_000) {
        fail("never given up; carrier: " + carrier.get());
      }
      System.gc();
      RetrofuseExchanges.begin(guard).end(0, new IOException("own end"));
      guard.ends.removeIf(IOException.class::isInstance);
    }
    assertEquals(CancellationException.class, guard.ends.get(0).getClass());
  }

  private WeakReference<Object> abandoned() {
    Object carrier = new Object();
    RetrofuseExchanges.put(carrier, RetrofuseExchanges.begin(guard));
    return new WeakReference<>(carrier);
  }

  @Test
  void detachingGivesUpAllAndKeepsNothing() {
    Object carrier = new Object();
    RetrofuseExchanges.put(carrier, RetrofuseExchanges.begin(guard));
    RetrofuseExchanges.put(carrier, RetrofuseExchanges.begin(guard));
    RetrofuseExchanges.cancelAll();
    RetrofuseExchanges.end(carrier, 0, null);
    assertEquals(2, guard.ends.size());
    assertEquals(CancellationException.class, guard.ends.get(1).getClass());
  }

  private static final class RecordingGuard extends RetrofuseGuard {
    final List<Throwable> ends = new ArrayList<>();

    @Override
    public long enter() {
      return 0;
    }

    @Override
    public void leave(long permit) {}

    @Override
    public void end(long permit, int status, Throwable thrown) {
      ends.add(thrown);
    }

    @Override
    public boolean retries(int status) {
      return false;
    }

    @Override
    public long again(
        long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
      throw new AssertionError("never retries");
    }

    @Override
    public long endOrWait(
        long permit, int tries, int nature, int status, String retryAfter, Throwable thrown) {
      throw new AssertionError("never retries");
    }

    @Override
    public boolean isOn() {
      return true;
    }

    @Override
    public Throwable rejection(long permit) {
      throw new AssertionError("never refuses");
    }
  }
}
