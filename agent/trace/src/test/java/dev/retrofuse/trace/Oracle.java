package dev.retrofuse.trace;

import java.util.Map;
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

  private static final String TRACE_ID = "(?!0+(?![0-9a-fA-F]))(?:[0-9a-fA-F]{16}){1,2}";
  private static final String SPAN_ID = "(?!0{16})[0-9a-fA-F]{16}";
  private static final String XRAY_ROOT = "Root=1-(?!0{8}-0{24})[0-9a-fA-F]{8}-[0-9a-fA-F]{24}";
  private static final Map<String, Pattern> OTHERS =
      Map.of(
          "b3",
          Pattern.compile(TRACE_ID + "-" + SPAN_ID + "(?:-[01d](?:-" + SPAN_ID + ")?)?|[01d]"),
          "x-b3-traceid",
          Pattern.compile(TRACE_ID),
          "x-b3-spanid",
          Pattern.compile(SPAN_ID),
          "x-b3-parentspanid",
          Pattern.compile(SPAN_ID),
          "x-b3-sampled",
          Pattern.compile("[01]|(?i)true|false"),
          "x-b3-flags",
          Pattern.compile("1"),
          "uber-trace-id",
          Pattern.compile(
              "(?!0+[:%])[0-9a-fA-F]{1,32}(:|%3[aA])(?!0+[:%])[0-9a-fA-F]{1,16}(:|%3[aA])"
                  + "[0-9a-fA-F]{0,16}(:|%3[aA])[0-9a-fA-F]{1,2}"),
          "x-amzn-trace-id",
          Pattern.compile(
              "(?=(?:.*;)? *"
                  + XRAY_ROOT
                  + " *(?:;|$))(?!(?:.*;)? *Parent=(?!"
                  + SPAN_ID
                  + " *(?:;|$)))(?!(?:.*;)? *Sampled=(?![01?]? *(?:;|$)))[ -~]{1,512}"));

  private Oracle() {}

  /** Whether a header of that name, in lower case, may have that value by its standard. */
  static boolean isToSend(String name, String value) {
    switch (name) {
      case "traceparent":
        return isTraceparentToSend(value);
      case "tracestate":
        return isTracestateToSend(value);
      case "baggage":
        return isBaggageToSend(value);
      default:
        return name.startsWith("uberctx-")
            ? name.substring(8).matches(TOKEN) && value.matches(VALUE)
            : OTHERS.containsKey(name) && OTHERS.get(name).matcher(value).matches();
    }
  }

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
