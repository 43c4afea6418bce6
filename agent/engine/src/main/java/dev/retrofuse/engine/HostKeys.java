package dev.retrofuse.engine;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The keys of hosts, so that a request to a known host builds no text. One place for each hash, the
 * newer host wins: bounded and lock-free.
 */
final class HostKeys {
  private static final int PLACES = 256;

  private final AtomicReferenceArray<Known> places = new AtomicReferenceArray<>(PLACES);

  /** {@code host:port} in lower case. */
  String key(String host, int port) {
    int hash = host.hashCode() * 31 + port;
    int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
    Known known = places.get(place);
    if (known == null || known.port != port || !known.host.equals(host)) {
      known = new Known(host, port);
      places.set(place, known);
    }
    return known.key;
  }

  private static final class Known {
    final String host;
    final int port;
    final String key;

    Known(String host, int port) {
      this.host = host;
      this.port = port;
      key = host.toLowerCase(Locale.ROOT) + ':' + port;
    }
  }
}
