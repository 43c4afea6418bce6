package dev.retrofuse.waist;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A body that is copied while it is read. Who jumps about in it reads it for himself alone. */
final class RetrofuseKeptStream extends FilterInputStream {
  private final RetrofuseKept kept;

  RetrofuseKeptStream(InputStream body, RetrofuseKept kept) {
    super(body);
    this.kept = kept;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b < 0) {
      kept.end();
    } else {
      kept.take(new byte[] {(byte) b}, 0, 1);
    }
    return b;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int count = in.read(to, offset, length);
    if (count < 0) {
      kept.end();
    } else {
      kept.take(to, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    kept.drop();
    return in.skip(count);
  }

  @Override
  public synchronized void reset() throws IOException {
    kept.drop();
    in.reset();
  }

  /** The same for a body that is written to where the application wants it. */
  static final class Writer extends FilterOutputStream {
    private final RetrofuseKept kept;

    Writer(OutputStream out, RetrofuseKept kept) {
      super(out);
      this.kept = kept;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      kept.take(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      kept.take(from, offset, length);
    }
  }
}
