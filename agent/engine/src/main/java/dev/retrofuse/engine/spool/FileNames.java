package dev.retrofuse.engine.spool;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Names of rules and keys as names of files. */
final class FileNames {
  private static final int LONGEST = 100;

  private FileNames() {}

  /** Another one for each name; what no file system minds. */
  static String of(String name) {
    StringBuilder text = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(each, text.length() == 0)) {
        text.append((char) each);
      } else {
        text.append(String.format("%%%02x", each & 0xff));
      }
    }
    if (text.length() <= LONGEST && text.length() > 0) {
      return text.toString();
    }
    text.setLength(Math.min(text.length(), LONGEST));
    return text.append("%.").append(hash(name)).toString();
  }

  // Capitals are written as hex, because some file systems take them for small letters.
  private static boolean isPlain(byte c, boolean first) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || (c == '.' && !first);
  }

  private static String hash(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x%08x", crc.getValue(), name.hashCode());
  }
}
