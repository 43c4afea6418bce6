package dev.retrofuse.engine.spool;

import dev.retrofuse.engine.OwnersOnly;
import dev.retrofuse.engine.UtcTime;
import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Messages on disk, first in, first out: appended by any thread, read and done with by one. Closed
 * until it is opened, and can be opened again.
 *
 * <p>A message is in it once {@link #append} has returned true, and until {@link #done} has
 * returned, whatever ends the process between.
 */
public final class SpoolLog {
  private static final long SMALLEST_SEGMENT = 64 << 10;
  private static final long LARGEST_SEGMENT = 4 << 20;

  private final String name;
  private final String key;
  private final String target;
  private final File folder;
  private final RuleSpool spool;
  private final AtomicLong ofKey;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private boolean open;

  /** Null as long as there is nothing on disk. */
  private Mark mark;

  /** The sequence of the first message that is not done with, and where it begins; 0: unknown. */
  private long done;

  private long doneOffset;
  private long next;
  private long oldestMillis;
  private long bytes;
  private volatile long messages;

  /**
   * @param name as its files tell it
   * @param key whose messages these are among others
   * @param target where to; empty for various ones
   * @param ofKey how many there are of that key
   */
  SpoolLog(String name, String key, String target, File folder, RuleSpool spool, AtomicLong ofKey) {
    this.name = name;
    this.key = key;
    this.target = target;
    this.folder = folder;
    this.spool = spool;
    this.ofKey = ofKey;
  }

  /** The name of the log whose folder that is; null when it holds no messages that can be read. */
  static String nameOf(File folder) throws IOException {
    for (Segment segment : segmentsIn(folder)) {
      String found = segment.log();
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<Segment> segmentsIn(File folder) throws IOException {
    File[] files = folder.listFiles();
    if (files == null && folder.exists()) {
      throw new IOException("cannot list " + folder); // not for empty: what is there would be lost
    }
    List<Segment> found = new ArrayList<>();
    if (files != null) {
      Arrays.sort(files); // by name, which is the order of the sequences
      for (File file : files) {
        Segment segment = Segment.found(file);
        if (segment != null) {
          found.add(segment);
        }
      }
    }
    return found;
  }

  /** Which destination, or what the rule calls all of them. */
  public String key() {
    return key;
  }

  /** Where they are to be sent; empty for various targets. */
  public String target() {
    return target;
  }

  /** Whether there is any. */
  public boolean holds() {
    return messages > 0;
  }

  /** How many messages there are. */
  public long size() {
    return messages;
  }

  private void count(long now) {
    ofKey.addAndGet(now - messages);
    messages = now;
  }

  /**
   * Takes up what is in the folder.
   *
   * @throws IOException when it cannot be read; it is closed then
   */
  synchronized void open() throws IOException {
    try {
      read();
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
  }

  private void read() throws IOException {
    mark = folder.isDirectory() ? new Mark(markFile()) : null;
    done = mark == null ? 0 : mark.sequence();
    doneOffset = mark == null ? 0 : mark.offset();
    next = done;
    List<Segment> found = segmentsIn(folder);
    for (int i = 0; i < found.size(); i++) {
      Segment segment = found.get(i);
      if (i + 1 < found.size()) {
        segment.count = found.get(i + 1).first - segment.first;
      } else {
        cut(segment); // only what was written last can be torn
      }
      takeUp(segment);
    }
    recount();
    dropDone();
    List<Kept> first = head(1, 1);
    oldestMillis = first.isEmpty() ? 0 : first.get(0).millis;
  }

  private void cut(Segment segment) throws IOException {
    spool.cut(segment.file, segment.scan());
  }

  private void takeUp(Segment segment) throws IOException {
    if (segment.count <= 0) {
      segment.delete(); // killed before its first message was in it
      return;
    }
    segments.add(segment);
    next = Math.max(next, segment.first + segment.count);
    bytes += segment.length;
    spool.bounds().add(0, segment.length);
  }

  /** How many messages there are, which the bounds are told. */
  private void recount() {
    long held = 0;
    for (Segment segment : segments) {
      held += Math.max(0, segment.first + segment.count - Math.max(done, segment.first));
    }
    spool.bounds().add(held - messages, 0);
    count(held);
  }

  private File markFile() {
    return new File(folder, "done");
  }

  /**
   * Keeps a message.
   *
   * @return whether it is kept; false when the log is closed, or its rule's bounds are reached
   * @throws IOException when it cannot be written; it is not kept then
   */
  public synchronized boolean append(byte[] message) throws IOException {
    if (!open) {
      return false;
    }
    if (mark == null) {
      makeFolder();
    }
    Segment last = segments.peekLast();
    boolean fresh = last == null || !last.isOpen() || last.length >= segmentSize();
    int size = Framing.size(message) + (fresh ? Segment.headerSize(name) : 0);
    if (!spool.bounds().take(size)) {
      return false;
    }
    long now = UtcTime.nowMillis();
    boolean first = messages == 0;
    try {
      write(Framing.frame(now, message), fresh ? begin(now) : last);
    } catch (IOException | RuntimeException | Error e) {
      spool.bounds().add(-1, -size);
      throw e;
    }
    bytes += size;
    next++;
    oldestMillis = first ? now : oldestMillis;
    count(messages + 1);
    if (first) {
      spool.kept();
    }
    return true;
  }

  private void write(byte[] frame, Segment to) throws IOException {
    try {
      to.append(frame, spool.syncs());
    } catch (IOException e) {
      if (to.count == 0) {
        segments.remove(to);
        to.delete();
      }
      throw e;
    }
  }

  private void makeFolder() throws IOException {
    OwnersOnly.createFolder(folder);
    mark = new Mark(markFile());
    done = Math.max(done, mark.sequence());
    next = Math.max(next, done);
    mark.set(next, 0, spool.syncs()); // has its room on the disk from now on
  }

  private Segment begin(long now) throws IOException {
    for (Segment there = Segment.at(folder, next); there != null; ) {
      cut(there); // who put it there is not known, but it may hold messages
      takeUp(there);
      recount();
      there = Segment.at(folder, next);
    }
    Segment last = segments.peekLast();
    Segment fresh = Segment.create(folder, next, name, now);
    if (last != null) {
      last.close();
    }
    segments.add(fresh);
    return fresh;
  }

  private long segmentSize() {
    long share = spool.bounds().mostBytes() / 16;
    return Math.min(LARGEST_SEGMENT, Math.max(SMALLEST_SEGMENT, share));
  }

  /**
   * The first messages that are not done with, in their order; for one thread at a time.
   *
   * @param most messages
   * @param mostBytes of them; the first one is given whatever its size
   * @throws IOException when they cannot be read now
   */
  public List<Kept> head(int most, long mostBytes) throws IOException {
    List<Kept> head = new ArrayList<>();
    Segment.Limit limit = new Segment.Limit(most, mostBytes);
    for (Part part : parts()) {
      if (!limit.hasRoom()) {
        break;
      }
      if (!part.read(head, limit)) {
        if (head.isEmpty()) {
          skip(part.segment);
        }
        break;
      }
    }
    return head;
  }

  private synchronized List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (Segment segment : segments) {
      long till = segment.first + segment.count;
      long from = Math.max(done, segment.first);
      if (till > from) {
        long place = segment.first <= done ? doneOffset : 0;
        parts.add(new Part(segment, from, place, till, segment.length));
      }
    }
    return parts;
  }

  /** Nothing behind a damaged record can be found: its segment is done with. */
  private synchronized void skip(Segment damaged) throws IOException {
    long till = damaged.first + damaged.count;
    damaged.close(); // the next message begins another one
    spool.lost(key, till - Math.max(done, damaged.first), damaged.file);
    advance(till, 0);
  }

  /**
   * The messages of a {@link #head} up to and including this one need not be kept any longer. When
   * this returns they do not come again, though the process be killed.
   *
   * @param last of those that were sent
   * @throws IOException when what they leave behind cannot be taken away
   */
  public synchronized void done(Kept last) throws IOException {
    if (last.sequence >= done && mark != null) {
      oldestMillis = Math.max(oldestMillis, last.millis);
      advance(last.sequence + 1, last.end);
    }
  }

  /**
   * Puts the first message into a log that nobody sends.
   *
   * @throws IOException when it cannot be written there; it stays where it is
   */
  public void setAside(Kept first, Throwable why) throws IOException {
    spool.setAside(key, first, why);
    done(first);
  }

  private void advance(long to, long offset) throws IOException {
    done = to;
    doneOffset = offset;
    recount();
    try {
      mark.set(to, offset, spool.syncs());
    } catch (IOException e) {
      spool.failed("cannot mark what was sent, which may be sent again", e);
    }
    dropDone();
    if (messages == 0) {
      spool.emptied();
    }
  }

  // The mark first, then the files: what is left between the two is dropped at the next opening.
  private void dropDone() throws IOException {
    while (!segments.isEmpty() && isDone(segments.peekFirst())) {
      Segment segment = segments.peekFirst();
      segment.delete();
      segments.removeFirst();
      bytes -= segment.length;
      spool.bounds().add(0, -segment.length);
      doneOffset = 0;
    }
    if (segments.isEmpty() && mark != null) {
      mark.delete();
      mark = null;
      deleteFolder();
    }
  }

  private void deleteFolder() {
    if (!folder.delete()) {
      // Somebody else's file is in it.
    }
  }

  private boolean isDone(Segment segment) {
    return segment.first + segment.count <= done;
  }

  /** Ends the use of the files, which stay. */
  synchronized void close() {
    open = false;
    for (Segment segment : segments) {
      segment.close();
    }
    segments.clear();
    try {
      if (mark != null) {
        mark.close();
      }
    } catch (IOException e) {
      // It was written already.
    }
    mark = null;
    spool.bounds().add(-messages, -bytes);
    count(0);
    bytes = 0;
    oldestMillis = 0;
  }

  /** On disk; part of it may be done with. */
  synchronized long bytes() {
    return bytes;
  }

  /** For how long about the first of them has waited; 0 when there is none. */
  synchronized long oldestMillis() {
    return messages == 0 ? 0 : Math.max(0, UtcTime.nowMillis() - oldestMillis);
  }

  /** What is to be read of a segment. */
  private static final class Part {
    final Segment segment;
    final long from;
    final long place;
    final long till;
    final long end;

    Part(Segment segment, long from, long place, long till, long end) {
      this.segment = segment;
      this.from = from;
      this.place = place;
      this.till = till;
      this.end = end;
    }

    /** Whether all was as it should be. */
    boolean read(List<Kept> to, Segment.Limit limit) throws IOException {
      return segment.file.exists() && segment.read(from, place, till, end, to, limit);
    }
  }
}
