package dev.retrofuse.engine.rejection;

import java.io.IOException;
import java.net.ConnectException;

/** I/O failures: nothing was sent. */
final class IoRejections extends Rejections {
  static final Rejections HTTP = new IoRejections(true, Bare.of(ConnectException.class));
  static final Rejections MESSAGING = new IoRejections(false, Bare.of(IOException.class));

  private final boolean connect;

  IoRejections(boolean connect, Bare bare) {
    super(bare);
    this.connect = connect;
  }

  @Override
  Throwable construct(String message) {
    return connect ? new ConnectException(message) : new IOException(message);
  }
}
