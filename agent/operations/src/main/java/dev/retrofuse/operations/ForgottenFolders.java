package dev.retrofuse.operations;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;

/** Folders of {@link LiveFiles} that nobody is left to take away. */
final class ForgottenFolders {
  /** The agent writes each second, so a folder that is so old is nobody's. */
  private static final long STALE_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private ForgottenFolders() {}

  /**
   * Takes away folders beside that one which are the same user's and which nobody has written to
   * for minutes: those of programs that were killed together with the JVM they looked at.
   */
  static void sweep(Path own) {
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(own.getParent(), LiveFiles.PREFIX + "*")) {
      UserPrincipal user = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
      long stale = lastChanged(own) - STALE_MILLIS;
      for (Path each : beside) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(user)
            && lastChanged(each) < stale) {
          LiveFiles.remove(each);
        }
      }
    } catch (IOException | RuntimeException unreadable) {
      // Left for another time.
    }
  }

  /** When a file last came into it or went, in milliseconds since 1970. */
  private static long lastChanged(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toMillis();
  }
}
