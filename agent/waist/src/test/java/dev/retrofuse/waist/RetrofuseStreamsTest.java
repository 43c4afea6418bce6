package dev.retrofuse.waist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrofuseStreamsTest {
  private RetrofuseContext before;

  @BeforeEach
  void attach() {
    RetrofuseTrace.hook = new FakeTrace();
    before = RetrofuseTrace.begin("here");
  }

  @AfterEach
  void detach() {
    RetrofuseTrace.messagesEnd();
    RetrofuseTrace.restore(before);
    RetrofuseTrace.hook = null;
    assertNull(RetrofuseThread.current().context);
  }

  @Test
  void fieldsComeBehindTheApplicationsInAMapOfTheirOwn() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("z", "1");
    own.put("a", "2");
    Map<?, ?> fields = RetrofuseStreams.fields(null, own);
    assertEquals("{z=1, a=2, traceparent=here}", fields.toString());
    assertEquals(3, fields.size());
    assertEquals("{z=1, a=2}", own.toString());
    Iterator<?> entries = fields.entrySet().iterator();
    for (int i = 0; i < 3; i++) {
      entries.next();
    }
    assertThrows(NoSuchElementException.class, entries::next);
  }

  @Test
  void bytesGetBytes() {
    Map<byte[], byte[]> own = Collections.singletonMap("a".getBytes(UTF_8), new byte[1]);
    List<byte[]> names = new ArrayList<>();
    RetrofuseStreams.fields(null, own).keySet().forEach(name -> names.add((byte[]) name));
    assertArrayEquals("traceparent".getBytes(UTF_8), names.get(1));
    Map<byte[], byte[]> traced =
        Collections.singletonMap("traceparent".getBytes(UTF_8), new byte[1]);
    assertSame(traced, RetrofuseStreams.fields(null, traced));
  }

  @Test
  void theApplicationsOwnWinsAndNothingToAddChangesNothing() {
    Map<String, String> own = Collections.singletonMap("traceparent", "own");
    assertSame(own, RetrofuseStreams.fields(null, own));
    assertNull(RetrofuseStreams.fields(null, null));
    RetrofuseContext context = new RetrofuseContext("traceparent", "t", "baggage", "b");
    assertEquals(2, RetrofuseStreams.left(context, "$1\r\na\r\n$1\r\nb\r\n").size());
    RetrofuseContext left = RetrofuseStreams.left(context, "$11\r\ntraceparent\r\n$1\r\nb\r\n");
    assertEquals("baggage", left.name(0));
    assertEquals(1, left.size());
    RetrofuseTrace.hook = null;
    Map<String, String> bare = Collections.singletonMap("a", "1");
    assertSame(bare, RetrofuseStreams.fields(null, bare));
    RetrofuseTrace.hook = new FakeTrace();
  }
}
