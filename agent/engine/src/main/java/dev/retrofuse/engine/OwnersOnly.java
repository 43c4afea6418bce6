package dev.retrofuse.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that nobody but their owner may use, whatever the umask; where files have
 * permissions. They are so from the moment of their creation: who opened a file before would go on
 * reading it.
 */
public final class OwnersOnly {
  private OwnersOnly() {}

  /** With which a file is created. */
  public static FileAttribute<?>[] file() {
    return attributes("rw-------");
  }

  /** With which a folder is created. */
  public static FileAttribute<?>[] folder() {
    return attributes("rwx------");
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Creates a file unless there is one of that name. */
  public static void create(File file) throws IOException {
    try {
      Files.createFile(file.toPath(), file());
    } catch (FileAlreadyExistsException there) {
      // Somebody has made it so.
    }
  }

  /** Creates a folder, and those above it, unless they are there. */
  public static void createFolder(File folder) throws IOException {
    if (!folder.isDirectory()) { // a link to one is one
      try {
        Files.createDirectories(folder.toPath(), folder());
      } catch (IOException e) {
        throw new IOException("cannot make the folder " + folder + ": " + e, e);
      }
    }
  }
}
