package dev.retrofuse.engine.rejection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;

/** I/O failures: nothing was sent. */
final class IoRejections extends Rejections {
  static final Rejections HTTP = io(ConnectException.class);

  /** As if a connection had been lost. */
  static final Rejections RESET = io(SocketException.class);

  static final Rejections MESSAGING = io(IOException.class);

  private final Class<? extends IOException> type;

  IoRejections(Class<? extends IOException> type, Bare bare) {
    super(bare);
    this.type = type;
  }

  private static Rejections io(Class<? extends IOException> type) {
    return new IoRejections(type, Bare.of(type));
  }

  @Override
  Throwable construct(String message) {
    return type == ConnectException.class
        ? new ConnectException(message)
        : type == SocketException.class ? new SocketException(message) : new IOException(message);
  }
}
