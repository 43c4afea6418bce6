package dev.retrofuse.waist;

import java.util.HashMap;
import java.util.Map;

/**
 * What the MDC of a line that this thread logs says of its trace, beside the application's own
 * entries, which stay as they are. For woven code.
 */
public final class RetrofuseLog {
  private RetrofuseLog() {}

  /** Names and values in turns; null for none. */
  public static String[] entries() {
    RetrofuseTrace trace = RetrofuseTrace.hook;
    RetrofuseContext context = trace == null ? null : RetrofuseThread.currentContext();
    return context == null ? null : trace.logEntries(context);
  }

  /** What a message ends with where there is no MDC; null where it is to stay as it is. */
  public static String ids() {
    RetrofuseTrace trace = RetrofuseTrace.hook;
    String[] entries = trace == null || !trace.logsMessages() ? null : entries();
    if (entries == null) {
      return null;
    }
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < entries.length; i += 2) {
      if (entries[i].endsWith("_id")) {
        ids.append(' ').append(entries[i]).append('=').append(entries[i + 1]);
      }
    }
    return ids.toString();
  }

  /** The value of the entry of that name; null for none. */
  public static String entry(String name) {
    String[] entries = entries();
    for (int i = 0; entries != null && i < entries.length; i += 2) {
      if (entries[i].equals(name)) {
        return entries[i + 1];
      }
    }
    return null;
  }

  /** The entries in a map with those of the trace; the same map where there are none. */
  public static Map<String, String> with(Map<String, String> mdc) {
    String[] entries = entries();
    if (entries == null) {
      return mdc;
    }
    Map<String, String> all = mdc == null ? new HashMap<>() : new HashMap<>(mdc);
    add(entries, all);
    return all;
  }

  /** Adds to a map, which is the line's alone, what it does not have yet; null adds nothing. */
  public static void add(String[] entries, Map<String, ? super String> mdc) {
    for (int i = 0; entries != null && i < entries.length; i += 2) {
      if (!mdc.containsKey(entries[i])) {
        mdc.put(entries[i], entries[i + 1]);
      }
    }
  }
}
