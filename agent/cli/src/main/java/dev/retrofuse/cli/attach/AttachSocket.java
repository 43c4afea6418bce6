package dev.retrofuse.cli.attach;

import java.io.IOException;
import java.nio.file.Path;

/** Speaks one request over a JVM's UNIX socket; implemented where Java has such sockets. */
interface AttachSocket {
  /** The whole answer to these bytes. */
  byte[] exchange(Path socket, byte[] request) throws IOException;
}
