package dev.retrofuse.waist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrofuseReadsTest {
  private RetrofuseContext before;

  @BeforeEach
  void attach() {
    RetrofuseTrace.hook = new FakeTrace();
    before = RetrofuseTrace.begin("here");
  }

  @AfterEach
  void detach() {
    RetrofuseReads.begin();
    RetrofuseTrace.restore(before);
    RetrofuseTrace.hook = null;
    assertNull(RetrofuseThread.current().context);
  }

  private static String here() {
    RetrofuseContext context = RetrofuseThread.current().context;
    return context == null ? null : context.value("traceparent");
  }

  /** As Jedis has it. */
  public static final class Entry {
    private final Map<String, String> fields;

    Entry(String traceparent) {
      fields = Collections.singletonMap("traceparent", traceparent);
    }

    public Map<String, String> getFields() {
      return fields;
    }
  }

  private static Map.Entry<String, List<Entry>> stream(String name, Entry... entries) {
    return Collections.singletonMap(name, List.of(entries)).entrySet().iterator().next();
  }

  private static String read(Object read) {
    RetrofuseReads.begin();
    RetrofuseReads.read(read);
    return here();
  }

  @Test
  void onlyAnOnlyEntryBringsItsContext() {
    Entry one = new Entry("one");
    Entry two = new Entry("two");
    assertEquals("one", read(List.of(stream("trusted", one))));
    assertEquals("one", read(Collections.singletonMap("trusted", List.of(one))));
    assertEquals("here", read(List.of(stream("trusted", one, two))));
    assertEquals("here", read(List.of(stream("trusted", one), stream("trusted", two))));
    assertEquals("here", read(List.of()));
    assertEquals("here", read(null));
    assertEquals("here", read(List.of("bytes")));
    assertEquals("here", read(List.of(Map.entry("trusted", List.of("no entry")))));
    assertNull(read(List.of(stream("other", one))));
  }

  /** As a late Jedis returns them. */
  private static List<Map.Entry<String, List<Entry>>> readOf(Entry... entries) {
    List<Map.Entry<String, List<Entry>>> read = new ArrayList<>();
    List<Entry> plain = new ArrayList<>(Arrays.asList(entries));
    read.add(new AbstractMap.SimpleImmutableEntry<>("trusted", plain));
    RetrofuseReads.begin();
    RetrofuseReads.read(read);
    assertEquals(new AbstractMap.SimpleImmutableEntry<>("trusted", plain), read.get(0));
    return read;
  }

  private static List<Entry> several() {
    return readOf(new Entry("one"), new Entry("two"), new Entry(null)).get(0).getValue();
  }

  @Test
  void anIterationWorksForTheEntryThatItGaveOut() {
    List<String> seen = new ArrayList<>();
    Consumer<Entry> told = entry -> seen.add(entry.fields.get("traceparent") + " " + here());
    List<Entry> entries = several();
    for (Entry each : entries) {
      told.accept(each);
    }
    assertEquals("here", here());
    entries.forEach(told);
    assertEquals("here", here());
    entries.stream().forEach(told);
    assertEquals("here", here());
    List<String> once = List.of("one one", "two two", "null null");
    List<String> expected = new ArrayList<>(once);
    expected.addAll(once);
    expected.addAll(once);
    assertEquals(expected, seen);
  }

  @Test
  void whatIsLeftIsOverWithTheNextReadAlone() {
    Iterator<Entry> entries = several().iterator();
    entries.next();
    RetrofuseMessages.polls("another consumer");
    assertEquals("one", here());
    several().iterator().next();
    RetrofuseReads.begin();
    assertEquals("here", here());
    RetrofuseMessages.closes("another consumer");
  }

  @Test
  void messagesOfAnotherConsumerAreNotOverWithARead() {
    RetrofuseMessages.polls("consumer");
    Object records = new Object();
    RetrofuseMessages.next(records, "record");
    several().iterator().next();
    assertEquals("one", here());
    RetrofuseReads.begin();
    assertEquals("record", here());
    RetrofuseMessages.end(records);
    RetrofuseMessages.closes("consumer");
  }

  @Test
  void takenByIndexOrInParallelTheyBringNone() {
    List<Entry> entries = several();
    entries.get(1);
    assertEquals("here", here());
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    entries.parallelStream().forEach(each -> seen.add(String.valueOf(here())));
    seen.removeAll(List.of("here", "null"));
    assertEquals(List.of(), new ArrayList<>(seen));
  }

  @Test
  void theListIsTheOneThatWasRead() throws Exception {
    List<String> own = new ArrayList<>(List.of("b", "a"));
    List<Object> list = new RetrofuseEntries(own, null, "stream");
    assertEquals(own, list);
    assertEquals(list, own);
    assertEquals(own.hashCode(), list.hashCode());
    assertSame(ArrayList.class, ((ArrayList<?>) list).clone().getClass());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(list);
    Object again =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertSame(ArrayList.class, again.getClass());
    assertEquals(own, again);
    list.add("c");
    list.remove(0);
    assertEquals(List.of("a", "c"), list);
  }

  @Test
  void mapsHaveTheirListsReplacedAndOthersAreLeftAlone() {
    Map<String, List<Entry>> read = new LinkedHashMap<>();
    List<Entry> two = List.of(new Entry("one"), new Entry("two"));
    read.put("trusted", new ArrayList<>(two));
    read.put("left", two);
    RetrofuseReads.read(read);
    assertSame(RetrofuseEntries.class, read.get("trusted").getClass());
    assertSame(two, read.get("left"));
    List<String> texts = new ArrayList<>(List.of("no", "entries"));
    assertSame(texts, RetrofuseReads.entries(texts));
    RetrofuseTrace.hook = null;
    List<Entry> plain = new ArrayList<>(two);
    assertSame(plain, RetrofuseReads.entries(plain));
    RetrofuseTrace.hook = new FakeTrace();
  }
}
