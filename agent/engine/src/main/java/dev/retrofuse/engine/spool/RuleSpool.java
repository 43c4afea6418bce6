package dev.retrofuse.engine.spool;

import dev.retrofuse.engine.Events;
import dev.retrofuse.engine.OwnersOnly;
import dev.retrofuse.rules.Spool;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The messages of one rule on disk, each log's in a folder of its own. Of all processes that want
 * the same folder for a rule of the same name, one has it: the others keep nothing. Closed until it
 * is opened; all of its logs open and close with it.
 */
public final class RuleSpool {
  /** What one rule keeps at most, however small the messages are. */
  static final long MOST_MESSAGES = 1_000_000;

  // No key's folder is named as these, see FileNames.
  private static final String ASIDE = "%set-aside";
  private static final String LOCK = "%lock";

  /** Between key and target in the name of a log; one without is of a key alone. */
  private static final char SEPARATOR = 0;

  // Of this process: to open and close a locked file once more would end its lock.
  private static final Set<File> TAKEN = Collections.synchronizedSet(new HashSet<File>());

  private final String rule;
  private final File folder;
  private final Events events;
  private final Runnable whenKept;
  private final Bounds bounds;
  private final ConcurrentHashMap<String, KeySpool> keys = new ConcurrentHashMap<>();
  private final SpoolLog aside;
  private final AtomicBoolean filled = new AtomicBoolean();
  private final LongAdder notKept = new LongAdder();
  private volatile Spool settings;
  private volatile RandomAccessFile lock;

  /**
   * @param whenKept run when a log that was empty keeps a message
   */
  public RuleSpool(String rule, Spool settings, Events events, Runnable whenKept) {
    this.rule = rule;
    this.settings = settings;
    this.events = events;
    this.whenKept = whenKept;
    folder = new File(settings.folder(), FileNames.of(rule));
    aside = new SpoolLog(ASIDE, ASIDE, "", new File(folder, ASIDE), this, new AtomicLong());
    bounds = new Bounds(settings.maxBytes(), MOST_MESSAGES);
  }

  /** Whether such a rule's files are these. */
  public boolean isOf(String sameRule, Spool other) {
    return rule.equals(sameRule) && settings.folder().equals(other.folder());
  }

  /** Goes on under other figures. */
  public void configure(Spool other) {
    settings = other;
    bounds.most(other.maxBytes());
  }

  /** Takes the folder, and up what is in it; otherwise says why not, once for each reason. */
  public synchronized void open() {
    if (lock != null) {
      return;
    }
    try {
      lock = lock();
      aside.open();
      for (KeySpool key : keys.values()) {
        key.open();
      }
      find();
      long before = bounds.messages() - setAside();
      if (before > 0 && filled.compareAndSet(false, true)) {
        tell("holds " + before + " messages from before");
      }
    } catch (IOException | RuntimeException e) {
      close();
      failed("keeps no messages", e);
    }
  }

  private RandomAccessFile lock() throws IOException {
    OwnersOnly.createFolder(folder);
    if (!folder.canRead() || !folder.canExecute()) {
      throw new IOException("cannot read the folder " + folder);
    }
    if (!TAKEN.add(folder.getCanonicalFile())) {
      throw new IOException("another rule uses " + folder);
    }
    RandomAccessFile file = null;
    FileLock held = null;
    try {
      OwnersOnly.create(new File(folder, LOCK));
      file = new RandomAccessFile(new File(folder, LOCK), "rw");
      held = file.getChannel().tryLock();
    } finally {
      if (held == null) {
        unlock(file);
      }
    }
    if (held == null) {
      throw new IOException("another process uses " + folder);
    }
    return file;
  }

  private void unlock(RandomAccessFile file) throws IOException {
    try {
      if (file != null) {
        file.close();
      }
    } finally {
      TAKEN.remove(folder.getCanonicalFile());
    }
  }

  private void find() throws IOException {
    File[] found = folder.listFiles();
    if (found == null) {
      throw new IOException("cannot list " + folder);
    }
    for (File each : found) {
      String name = each.isDirectory() ? SpoolLog.nameOf(each) : null;
      if (name != null && FileNames.of(name).equals(each.getName())) {
        int key = name.lastIndexOf(SEPARATOR);
        add(of(key < 0 ? name : name.substring(0, key)), key < 0 ? "" : name.substring(key + 1));
      }
    }
  }

  /** Ends the use of the files, which stay. */
  public synchronized void close() {
    for (KeySpool key : keys.values()) {
      key.close();
    }
    aside.close();
    filled.set(false);
    RandomAccessFile closing = lock;
    lock = null;
    try {
      if (closing != null) {
        unlock(closing);
      }
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }

  public boolean isOpen() {
    return lock != null;
  }

  /** The messages of a key; the same object for as long as this is there. */
  public KeySpool of(String key) {
    KeySpool known = keys.get(key);
    if (known != null) {
      return known;
    }
    KeySpool added = new KeySpool(key, this);
    KeySpool first = keys.putIfAbsent(key, added);
    return first == null ? added : first;
  }

  synchronized SpoolLog add(KeySpool to, String target) {
    SpoolLog known = to.known(target);
    if (known != null) {
      return known;
    }
    String name = target.isEmpty() ? to.key() : to.key() + SEPARATOR + target;
    File files = new File(folder, FileNames.of(name));
    SpoolLog log = new SpoolLog(name, to.key(), target, files, this, to.messages());
    if (lock != null) {
      try {
        log.open();
      } catch (IOException e) {
        failed("keeps no messages for " + to.key(), e);
      }
    }
    to.add(target, log);
    return log;
  }

  /** Those that have been asked for, or were found on disk. */
  public Collection<KeySpool> keys() {
    List<KeySpool> all = new ArrayList<>(keys.values());
    return all;
  }

  /** A message that should have been kept was not; the application gets its failure. */
  void missed(String why) {
    notKept.increment();
    events.note("spool " + rule + why, prefix() + "cannot keep a message: " + why);
  }

  void setAside(String key, Kept message, Throwable why) throws IOException {
    if (!aside.append(message.message())) {
      throw new IOException("no room to set a message aside that is refused: " + why);
    }
    tell("sets a message for " + key + " aside, which the broker will never take: " + why);
  }

  /** Messages that nobody sends. */
  long setAside() {
    return aside.size();
  }

  long notKept() {
    return notKept.sum();
  }

  /** Whether what is written must survive a power cut. */
  boolean syncs() {
    return settings.sync();
  }

  Bounds bounds() {
    return bounds;
  }

  void kept() {
    if (filled.compareAndSet(false, true)) {
      tell("begins to keep messages");
    }
    whenKept.run();
  }

  void emptied() {
    if (bounds.messages() == setAside() && filled.compareAndSet(true, false)) {
      tell("all kept messages are sent");
    }
  }

  void lost(String key, long messages, File file) {
    tell(messages + " messages for " + key + " are lost: " + file + " is damaged");
  }

  void cut(File file, long bytes) {
    if (bytes > 0) {
      tell("cut " + bytes + " bytes off the end of " + file + ", which are no whole message");
    }
  }

  void failed(String what, Exception why) {
    events.note("spool " + rule + why, prefix() + what + ": " + why.getMessage());
  }

  private void tell(String text) {
    events.told(prefix() + text);
  }

  private String prefix() {
    return "rule '" + rule + "' spool: ";
  }
}
