package dev.retrofuse.engine.rejection;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Failures of a type of a library's. Kept softly, because they hold the library's loader, which the
 * application may give up.
 */
final class LibraryRejections extends Rejections {
  private static final int MOST = 8;
  private static final List<SoftReference<LibraryRejections>> KNOWN = new CopyOnWriteArrayList<>();

  private final Class<? extends Throwable> type;

  private LibraryRejections(Class<? extends Throwable> type) {
    super(Bare.of(type));
    this.type = type;
  }

  static Rejections forType(Class<? extends Throwable> type) {
    for (SoftReference<LibraryRejections> each : KNOWN) {
      LibraryRejections known = each.get();
      if (known != null && known.type == type) {
        return known;
      }
    }
    LibraryRejections made = new LibraryRejections(type);
    if (KNOWN.size() >= MOST) {
      KNOWN.removeAll(Collections.singleton(KNOWN.get(0)));
    }
    KNOWN.add(new SoftReference<>(made));
    return made;
  }

  @Override
  Throwable construct(String message) {
    try {
      return type.getConstructor(String.class).newInstance(message);
    } catch (ReflectiveOperationException odd) {
      return new IOException(message);
    }
  }
}
