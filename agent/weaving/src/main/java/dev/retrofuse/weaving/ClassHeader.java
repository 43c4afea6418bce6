package dev.retrofuse.weaving;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The outline of a class file: names, access flags, which packages its constant pool mentions, and
 * the methods it declares.
 *
 * <p>Read without ASM, because it is needed for every application class from the first on, while
 * ASM is needed only for the few that are woven; and because it does not care which Java the file
 * is for. The layout is that of the JVM specification, section 4.
 */
final class ClassHeader {
  private static final int INTERFACE = 0x0200;

  private final byte[] file;
  private final int[] offsets;
  private final int end;

  private ClassHeader(byte[] file, int[] offsets, int end) {
    this.file = file;
    this.offsets = offsets;
    this.end = end;
  }

  /** Null for what is not a class file that this understands. */
  static ClassHeader read(byte[] file) {
    if (file == null || file.length < 10 || file[0] != (byte) 0xCA || file[1] != (byte) 0xFE) {
      return null;
    }
    int[] offsets = new int[unsigned(file, 8)];
    int at = 10;
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = at;
      int tag = file[at];
      at += size(file, at, tag);
      if (tag == 5 || tag == 6) {
        i++; // long and double take two entries
      }
    }
    return new ClassHeader(file, offsets, at);
  }

  private static int size(byte[] file, int at, int tag) {
    switch (tag) {
      case 1:
        return 3 + unsigned(file, at + 1);
      case 3:
      case 4:
      case 9:
      case 10:
      case 11:
      case 12:
      case 17:
      case 18:
        return 5;
      case 5:
      case 6:
        return 9;
      case 7:
      case 8:
      case 16:
      case 19:
      case 20:
        return 3;
      case 15:
        return 4;
      default:
        throw new IllegalArgumentException("constant pool tag " + tag);
    }
  }

  boolean isInterface() {
    return (unsigned(file, end) & INTERFACE) != 0;
  }

  /** The superclass's internal name; null for {@code Object}. */
  String superName() {
    int index = unsigned(file, end + 4);
    return index == 0 ? null : className(index);
  }

  String[] interfaces() {
    String[] names = new String[unsigned(file, end + 6)];
    for (int i = 0; i < names.length; i++) {
      names[i] = className(unsigned(file, end + 8 + 2 * i));
    }
    return names;
  }

  /**
   * The declared methods, each as name and descriptor.
   *
   * @param never access flags: a method with any of them is left out
   */
  List<String[]> methods(int never) {
    int fields = end + 8 + 2 * unsigned(file, end + 6);
    int at = fields + 2;
    for (int i = unsigned(file, fields); i > 0; i--) {
      at = afterMember(at);
    }
    List<String[]> methods = new ArrayList<>();
    for (int i = unsigned(file, at), method = at + 2; i > 0; i--) {
      if ((unsigned(file, method) & never) == 0) {
        methods.add(new String[] {text(method + 2), text(method + 4)});
      }
      method = afterMember(method);
    }
    return methods;
  }

  // A field or method: flags, name, descriptor, and attributes that each tell their length.
  private int afterMember(int member) {
    int at = member + 8;
    for (int i = unsigned(file, member + 6); i > 0; i--) {
      at += 6 + ((unsigned(file, at + 2) << 16) | unsigned(file, at + 4));
    }
    return at;
  }

  /** Whether some text of the constant pool begins with one of these (ASCII). */
  boolean mentions(byte[][] starts) {
    for (int i = 1; i < offsets.length; i++) {
      int at = offsets[i];
      if (at != 0 && file[at] == 1 && beginsWithAny(at + 3, unsigned(file, at + 1), starts)) {
        return true;
      }
    }
    return false;
  }

  private boolean beginsWithAny(int at, int length, byte[][] starts) {
    for (byte[] start : starts) {
      if (length > start.length && beginsWith(at, start)) {
        return true;
      }
    }
    return false;
  }

  private boolean beginsWith(int at, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (file[at + i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The whole file with one ASCII text in place of another, wherever its constant pool has it. */
  byte[] renamed(String from, String to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 256);
    int copied = 0;
    for (int at : offsets) {
      String text = at != 0 && file[at] == 1 ? textAt(at) : "";
      if (text.contains(from)) {
        byte[] other = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        out.write(file, copied, at + 1 - copied);
        out.write(other.length >> 8);
        out.write(other.length);
        out.write(other, 0, other.length);
        copied = at + size(file, at, 1);
      }
    }
    out.write(file, copied, file.length - copied);
    return out.toByteArray();
  }

  private String className(int classIndex) {
    return text(offsets[classIndex] + 1);
  }

  // The text whose index in the constant pool stands here.
  private String text(int index) {
    return textAt(offsets[unsigned(file, index)]);
  }

  private String textAt(int at) {
    return new String(file, at + 3, unsigned(file, at + 1), StandardCharsets.UTF_8);
  }

  private static int unsigned(byte[] file, int at) {
    return ((file[at] & 0xFF) << 8) | (file[at + 1] & 0xFF);
  }
}
