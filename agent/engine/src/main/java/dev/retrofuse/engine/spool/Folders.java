package dev.retrofuse.engine.spool;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** What file systems say of folders. */
final class Folders {
  private Folders() {}

  /** From then on the names in it survive a power cut, where the system can be asked for that. */
  static void force(File folder) {
    boolean interrupted = Thread.interrupted(); // or the channel would be closed at once
    try (FileChannel channel = FileChannel.open(folder.toPath(), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
