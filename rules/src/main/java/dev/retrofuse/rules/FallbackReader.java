package dev.retrofuse.rules;

import java.util.ArrayList;
import java.util.List;

/** Reads the section {@code fallback}: in place of which calls, and exactly one form. */
final class FallbackReader {
  private static final Key FALLBACK =
      Key.section(
          "fallback",
          "What the application gets in place of a call: exactly one of the forms below.");
  private static final Key FOR =
      Key.word(
              "for",
              Fallback.When.values(),
              "In place of calls that a policy refused, or also of those that were made and failed"
                  + " with an exception that counts as a failure.")
          .fallback(Fallback.When.REFUSED);
  private static final Key EXCEPTION =
      Key.word(
          Fallback.Form.EXCEPTION.toString(),
          Library.values(),
          "The library's own exception, as in a rule without fallback.");
  private static final Key RESPONSE =
      Key.section(Fallback.Form.RESPONSE.toString(), "A response that nobody sent (http only).");
  private static final Key EMPTY_RESULT =
      Key.word(
          Fallback.Form.EMPTY_RESULT.toString(),
          Yes.values(),
          "A result without rows for a query whose text is known to be a SELECT (jdbc only); any"
              + " other statement fails as in a rule without fallback.");
  private static final Key REPLICA =
      Key.text(
          Fallback.Form.REPLICA.toString(),
          "a JDBC URL",
          "In place of opening a connection, the driver opens this URL, for reading only (jdbc"
              + " only).");
  private static final Key DROP =
      Key.word(
          Fallback.Form.DROP.toString(),
          Yes.values(),
          "Success, as if the message had been sent; it is lost and counted (messaging only).");
  private static final Key SPOOL =
      Key.section(
          Fallback.Form.SPOOL.toString(),
          "Success, as if the message had been sent; it is kept on disk and sent later, in order"
              + " (messaging only).");
  private static final Key[] FORMS = {
    EXCEPTION, RESPONSE, LastGoodReader.LAST_GOOD, EMPTY_RESULT, REPLICA, DROP, SPOOL
  };

  private static final Key STATUS =
      Key.integer("status", 200, 599, "The status of the response.").required();
  private static final Key HEADERS =
      Key.texts(
          "headers",
          "'Name: value' in quotes, or a list of these",
          "Header fields of the response; Content-Length is added.");
  private static final Key BODY =
      Key.text("body", "a text", "The body of the response, in UTF-8.").fallback("empty");

  private FallbackReader() {}

  private enum Yes {
    YES;

    @Override
    public String toString() {
      return "true";
    }
  }

  private enum Library {
    LIBRARY;

    @Override
    public String toString() {
      return "library";
    }
  }

  /** {@link Fallback#NONE} where the rule has none. */
  static Fallback read(Section rule, Kind kind) {
    Section section = rule.section(FALLBACK);
    if (section == null) {
      return Fallback.NONE;
    }
    Fallback.When when = (Fallback.When) section.word(FOR);
    section.word(EXCEPTION);
    Section response = section.section(RESPONSE);
    Section lastGood = section.section(LastGoodReader.LAST_GOOD);
    LastGood remembered = lastGood == null ? null : LastGoodReader.read(lastGood);
    section.word(EMPTY_RESULT);
    String replica = replica(section);
    section.word(DROP);
    Section spool = section.section(SPOOL);
    Spool kept = spool == null ? null : SpoolReader.read(spool);
    Fallback.Form form = form(section, kind);
    if (response != null) {
      int status = (int) response.number(STATUS);
      List<String> headers =
          HeaderFields.read(
              response, HEADERS, "write one such as 'Content-Type: application/json'");
      Node body = response.text(BODY);
      return new Fallback(when, status, headers, body == null ? "" : body.text);
    }
    if (remembered != null) {
      return new Fallback(when, remembered);
    }
    if (kept != null) {
      return new Fallback(when, kept);
    }
    return replica == null ? new Fallback(when, form) : new Fallback(when, replica);
  }

  private static String replica(Section section) {
    Node url = section.text(REPLICA);
    if (url != null && (!url.text.startsWith("jdbc:") || !HeaderFields.isPrintable(url.text))) {
      section.wrong(REPLICA, url, "write it as the application would");
    }
    return url == null ? null : url.text;
  }

  private static Fallback.Form form(Section section, Kind kind) {
    Key first = null;
    for (Key each : FORMS) {
      Node node = section.place(each);
      if (node != null && first != null) {
        String found = each.name + " beside " + first.name;
        section.problem(node, found, "one form", "remove one of the two");
      }
      first = node == null || first != null ? first : each;
      if (node != null && !form(each).suits(kind)) {
        String found = each.name + " in a rule for " + kind;
        section.problem(node, found, suitable(kind), "choose one of these");
      }
    }
    if (first == null) {
      section.problem(section.start(), "a fallback of no form", suitable(kind), "add one of these");
    }
    return first == null ? Fallback.Form.EXCEPTION : form(first);
  }

  private static Fallback.Form form(Key key) {
    for (Fallback.Form form : Fallback.Form.values()) {
      if (form.toString().equals(key.name)) {
        return form;
      }
    }
    throw new AssertionError(key.name);
  }

  private static String suitable(Kind kind) {
    List<String> words = new ArrayList<>();
    for (Fallback.Form form : Fallback.Form.values()) {
      if (form.suits(kind)) {
        words.add(form.toString());
      }
    }
    return Key.join(words);
  }
}
