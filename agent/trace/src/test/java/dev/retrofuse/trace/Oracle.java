package dev.retrofuse.trace;

import java.util.regex.Pattern;

/** The standards' grammars once more, written as expressions: what the fuzz test judges by. */
final class Oracle {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[0-3]");
  private static final Pattern STATE_MEMBER =
      Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");
  private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
  private static final String VALUE = "[!#-+\\--:<-\\[\\]-~]*+";
  private static final Pattern BAGGAGE_MEMBER = baggageMember("[ \t]*");
  private static final Pattern BAGGAGE_MEMBER_TO_SEND = baggageMember(" *");

  private Oracle() {}

  private static Pattern baggageMember(String blanks) {
    String value = blanks + "=" + blanks + VALUE + blanks;
    String property = ";" + blanks + TOKEN + blanks + "(?:" + value + ")?";
    return Pattern.compile(TOKEN + value + "(?:" + property + ")*+");
  }

  static boolean isTraceparentToSend(String header) {
    return TRACEPARENT.matcher(header).matches();
  }

  static boolean isTracestateToSend(String header) {
    return isTracestate(header) && header.length() <= 4096 && header.indexOf('\t') < 0;
  }

  static boolean isTracestate(String header) {
    int members = 0;
    for (String member : header.split(",", -1)) {
      String trimmed = trim(member);
      if (!trimmed.isEmpty() && !STATE_MEMBER.matcher(trimmed).matches()) {
        return false;
      }
      members += trimmed.isEmpty() ? 0 : 1;
    }
    return members > 0 && members <= 32;
  }

  static boolean isBaggageToSend(String header) {
    return header.length() <= 8192 && isBaggage(header, BAGGAGE_MEMBER_TO_SEND);
  }

  static boolean isBaggage(String header) {
    return isBaggage(header, BAGGAGE_MEMBER);
  }

  private static boolean isBaggage(String header, Pattern member) {
    String[] members = header.split(",", -1);
    for (String each : members) {
      if (!member.matcher(trim(each)).matches()) {
        return false;
      }
    }
    return members.length <= 64;
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && " \t".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && " \t".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }
}
