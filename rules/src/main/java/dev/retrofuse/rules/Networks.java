package dev.retrofuse.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** IP networks, as {@code 10.0.0.0/8} or {@code fd00::/8}. Asks no name service, ever. */
final class Networks {
  private final List<byte[]> addresses = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();

  /** False when the text is no address, alone or with the length of a network. */
  boolean add(String text) {
    int slash = text.indexOf('/');
    byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return false;
    }
    int bits = 8 * address.length;
    int length = slash < 0 ? bits : length(text.substring(slash + 1));
    addresses.add(address);
    lengths.add(length);
    return length >= 0 && length <= bits;
  }

  /** As a rule file writes them. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      texts.add(text(addresses.get(i)) + "/" + lengths.get(i));
    }
    return texts;
  }

  private static String text(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static int length(String digits) {
    return digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
  }

  boolean contain(Object address) {
    byte[] bytes =
        address instanceof InetAddress
            ? ((InetAddress) address).getAddress()
            : address instanceof String ? bytes((String) address) : null;
    for (int i = 0; bytes != null && i < addresses.size(); i++) {
      if (startsAlike(addresses.get(i), bytes, lengths.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAlike(byte[] network, byte[] address, int length) {
    if (network.length != address.length) {
      return false;
    }
    int whole = length / 8;
    for (int i = 0; i < whole; i++) {
      if (network[i] != address[i]) {
        return false;
      }
    }
    int rest = length % 8;
    return rest == 0 || ((network[whole] ^ address[whole]) & 0xff) >> (8 - rest) == 0;
  }

  /** Null for what is no address in digits. */
  private static byte[] bytes(String text) {
    String digits = text.startsWith("[") ? text.substring(1, Math.max(1, text.indexOf(']'))) : text;
    int zone = digits.indexOf('%');
    digits = zone < 0 ? digits : digits.substring(0, zone);
    if (!isNumeric(digits)) {
      return null;
    }
    try {
      return InetAddress.getByName(digits).getAddress();
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }

  // What is let through here, the JDK reads itself, or refuses without asking for a name.
  private static boolean isNumeric(String text) {
    boolean colons = text.indexOf(':') >= 0;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      boolean fits = colons ? c == ':' || Character.digit(c, 16) >= 0 : c >= '0' && c <= '9';
      if (c != '.' && !fits) {
        return false;
      }
    }
    return colons ? text.length() <= 45 : dots == 3 && text.length() <= 15 && !text.contains("..");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Networks && toString().equals(other.toString());
  }

  @Override
  public int hashCode() {
    return lengths.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < addresses.size(); i++) {
      text.append(Arrays.toString(addresses.get(i))).append('/').append(lengths.get(i));
    }
    return text.toString();
  }
}
