package dev.retrofuse.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.retrofuse.rules.Trace;
import dev.retrofuse.rules.TraceMode;
import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.waist.RetrofuseContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Vector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Forms in which libraries give headers, which headers depend on which, and hostile input. */
class TraceHookTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final TraceCounts counts = new TraceCounts();
  private final TraceHook hook = new TraceHook(Trace.of(TraceMode.PASS), counts);

  @AfterEach
  void noAgent() {
    RetrofuseAgent.current = null;
  }

  private RetrofuseContext extract(Object... values) {
    return hook.extract(values);
  }

  private static String[] names(RetrofuseContext context) {
    String[] names = new String[context.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = context.name(i);
    }
    return names;
  }

  @Test
  void headersComeInTheOrderTraceparentTracestateBaggage() {
    RetrofuseContext all = extract(PARENT, "a=1", "k=v");
    assertEquals("[traceparent, tracestate, baggage]", Arrays.toString(names(all)));
    assertEquals(PARENT, all.value(0));
    assertEquals("a=1", all.value(1));
    assertEquals("k=v", all.value(2));
  }

  @Test
  void absentHeadersAreLeftOut() {
    assertNull(extract(null, null, null));
    assertEquals("[traceparent]", Arrays.toString(names(extract(PARENT, null, null))));
    assertEquals("[traceparent, baggage]", Arrays.toString(names(extract(PARENT, null, "k=v"))));
    assertEquals("[traceparent, tracestate]", Arrays.toString(names(extract(PARENT, "a=1", null))));
  }

  @Test
  void baggageNeedsNoTraceparentAndTracestateDoes() {
    assertEquals("[baggage]", Arrays.toString(names(extract(null, "a=1", "k=v"))));
    assertEquals("[baggage]", Arrays.toString(names(extract("bad", "a=1", "k=v"))));
    assertNull(extract(null, "a=1", null));
  }

  @Test
  void aValidHeaderIsPassedOnAsTheSameObject() {
    String state = "foo=1, bar=2 ,,baz= 3";
    String baggage = "user = alice ; secret, n=1";
    RetrofuseContext context = extract(PARENT, state, baggage);
    assertSame(PARENT, context.value("traceparent"));
    assertSame(state, context.value("tracestate"));
    assertSame(baggage, context.value("baggage"));
  }

  @Test
  void everyFormOfAHeaderIsRead() {
    Object longString =
        new Object() {
          @Override
          public String toString() {
            return PARENT;
          }
        };
    List<Object> forms =
        List.of(
            PARENT,
            PARENT.getBytes(UTF_8),
            new StringBuilder(PARENT),
            longString,
            List.of(PARENT),
            List.<Object>of(PARENT.getBytes(UTF_8)),
            List.of(PARENT).iterator(),
            new Vector<>(List.of(PARENT)).elements(),
            new String[] {PARENT},
            Arrays.asList(null, PARENT, null));
    for (Object form : forms) {
      RetrofuseContext context = extract(form, null, null);
      assertEquals(PARENT, context.value("traceparent"), form.getClass().getName());
    }
  }

  @Test
  void everyFormOfNothingIsNothing() {
    List<Object> forms =
        List.of(
            "",
            new byte[0],
            List.of(),
            Collections.emptyEnumeration(),
            Collections.emptyIterator(),
            new String[0],
            Collections.singletonList(null));
    for (Object form : forms) {
      assertNull(extract(form, form, form));
      assertEquals(1, extract(PARENT, null, form).size());
    }
  }

  @Test
  void aHeaderObjectThatThrowsIsAReportedFaultAndNoContext() {
    List<Throwable> faults = new ArrayList<>();
    RetrofuseAgent.current =
        new RetrofuseAgent() {
          @Override
          protected void onFault(Throwable fault, String instrumentation) {
            faults.add(fault);
          }

          @Override
          public String command(String arguments) {
            throw new UnsupportedOperationException();
          }
        };
    IllegalStateException broken = new IllegalStateException();
    Iterable<String> header =
        () -> {
          throw broken;
        };
    assertNull(extract(header, null, null));
    assertEquals(List.of(broken), faults);
  }

  @Test
  void whatIsNotTextIsNoHeader() {
    Object noText =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };
    assertNull(extract(noText, noText, noText));
    assertNull(extract(new byte[] {-1, -128, 0}, null, new byte[] {'k', '=', -61, -92}));
    assertNull(extract(42, List.of(1), 'c'));
  }

  @Test
  @Timeout(10)
  void endlessHeadersEnd() {
    for (String value : List.of("", ",", "k=v", PARENT)) {
      Iterator<String> endless =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return true;
            }

            @Override
            public String next() {
              return value;
            }
          };
      RetrofuseContext context = extract(PARENT, endless, endless);
      assertEquals(PARENT, context.value("traceparent"));
      assertNull(context.value("tracestate"));
    }
    Iterator<String> nulls = Collections.nCopies(1 << 20, (String) null).iterator();
    assertNull(extract(nulls, null, null));
  }

  @Test
  @Timeout(10)
  void hugeHeadersAreNotRead() {
    for (String piece : List.of("0", ",", "k=v,", " ", "\t", ";", "k=v;", "00-")) {
      String huge = piece.repeat((1 << 20) / piece.length());
      assertNull(extract(huge, huge, huge));
      assertNull(extract(huge.getBytes(UTF_8), null, huge.getBytes(UTF_8)));
      assertEquals(1, extract(PARENT, huge, huge).size());
    }
  }
}
