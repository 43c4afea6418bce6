package dev.retrofuse.waist;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;

/**
 * A GET whose answer is kept for later, or which gets one that was kept. The bytes are copied while
 * the application reads them, and kept when it has read them all. What must not be given to anybody
 * else is not kept: {@link RetrofuseKeptHeaders}.
 */
public final class RetrofuseKept {
  private static final long LONGEST_SECONDS = 1_000_000_000;

  // Weak: the application may hold an answer that it does not read for longer than the agent stays.
  private final WeakReference<RetrofuseKeeper> keeper;
  private final int most;
  private final StringBuilder request;
  private final List<String> headers = new ArrayList<String>();
  private long length = -1;
  private long age;
  private volatile boolean dropped;
  private boolean settled;
  private ByteArrayOutputStream bytes;
  private byte[] whole;

  private RetrofuseKept(RetrofuseKeeper keeper, String uri) {
    this.keeper = new WeakReference<RetrofuseKeeper>(keeper);
    most = keeper.most();
    request = new StringBuilder(uri);
  }

  /**
   * A request, of which {@link #asks} is then told.
   *
   * @param uri all of it
   * @return null where the rule keeps no answers, or none to such a request
   */
  public static RetrofuseKept of(RetrofuseGuard guard, String method, String uri) {
    RetrofuseKeeper keeper = guard == null ? null : guard.keeper();
    return keeper == null || !method.equals("GET") || uri.indexOf('@') >= 0
        ? null
        : new RetrofuseKept(keeper, uri);
  }

  /** The same, which this thread then has until {@link RetrofuseHttp#ended}. */
  public static RetrofuseKept begin(RetrofuseGuard guard, String method, String uri) {
    RetrofuseKept kept = of(guard, method, uri);
    RetrofuseThread.current().kept = kept;
    return kept;
  }

  /** A header field that the application gave to the request. */
  public void asks(String name, String value) {
    sends(name);
    if (!RetrofuseKeptHeaders.isIncidental(name)) {
      request.append('\n').append(name).append(':').append(value);
    }
  }

  /** All of them; the key null is left out. */
  public void asks(Map<String, List<String>> fields) {
    for (Map.Entry<String, List<String>> field : fields.entrySet()) {
      for (String value : values(field)) {
        asks(field.getKey(), value);
      }
    }
  }

  private static List<String> values(Map.Entry<String, List<String>> field) {
    return field.getKey() == null ? Collections.<String>emptyList() : field.getValue();
  }

  /** A header field that the client sends, of its own accord or the application's. */
  public void sends(String name) {
    dropped |= RetrofuseKeptHeaders.isOwn(name);
  }

  /** The TLS session over which it goes, null without: whoever has a certificate is somebody. */
  public void over(SSLSession session) {
    dropped |= session != null && session.getLocalPrincipal() != null;
  }

  /** Neither is the answer kept, nor a kept one given. */
  public void drop() {
    dropped = true;
    bytes = null;
    whole = null;
  }

  /** What was answered to the same request before; null for nothing fit. */
  public RetrofuseAnswer find() {
    RetrofuseKeeper asked = keeper.get();
    return dropped || asked == null ? null : asked.find(request.toString());
  }

  /** A header field of an answer with status 200. */
  public void answers(String name, String value) {
    dropped |= RetrofuseKeptHeaders.forbids(name, value);
    if (name.equalsIgnoreCase("Content-Length")) {
      length = number(value);
      dropped |= length > most;
    } else if (name.equalsIgnoreCase("Age")) {
      age = Math.min(Math.max(0, number(value)), LONGEST_SECONDS);
    }
    if (RetrofuseKeptHeaders.isGiven(name)) {
      headers.add(name);
      headers.add(value);
    }
  }

  /** All of them, as above. */
  public void answers(Map<String, List<String>> fields) {
    for (Map.Entry<String, List<String>> field : fields.entrySet()) {
      for (String value : values(field)) {
        answers(field.getKey(), value);
      }
    }
  }

  private static long number(String value) {
    try {
      return Long.parseLong(value.trim());
    } catch (NumberFormatException none) {
      return -1;
    }
  }

  /** Whether the body is to be copied, once; asked before it is read. */
  public boolean begins() {
    if (dropped || bytes != null) {
      return false;
    }
    bytes = new ByteArrayOutputStream(length > 0 ? (int) length : 512);
    return true;
  }

  /** The stream for the application to read. */
  public InputStream copy(InputStream body) {
    return body != null && begins() ? new RetrofuseKeptStream(body, this) : body;
  }

  synchronized void take(byte[] from, int offset, int count) {
    if (bytes == null) {
      return;
    }
    if (dropped || bytes.size() + count > most) {
      drop();
      return;
    }
    bytes.write(from, offset, count);
    if (bytes.size() == length) {
      end();
    }
  }

  /** The application has read it all. */
  synchronized void end() {
    if (bytes != null && whole == null && (length < 0 || length == bytes.size())) {
      whole = bytes.toByteArray();
      keep();
    }
  }

  /** What the client itself added to the request is known; without that no answer is kept. */
  public synchronized void settle() {
    settled = true;
    keep();
  }

  private void keep() {
    RetrofuseKeeper to = keeper.get();
    if (whole == null || !settled || dropped || to == null) {
      return;
    }
    try {
      to.keep(request.toString(), headers.toArray(new String[0]), whole, age);
    } catch (RuntimeException fault) {
      RetrofuseAgent.fault(fault, "last-good");
    }
    drop();
  }
}
