package dev.retrofuse.rules;

/** Which calls a rule guards: those of one kind that fulfil every condition. */
public abstract class Match {
  Match() {}

  public abstract Kind kind();

  static int hash(Object first, Object second) {
    return (first == null ? 0 : first.hashCode()) * 31 + (second == null ? 0 : second.hashCode());
  }

  static boolean same(Object one, Object other) {
    return one == null ? other == null : one.equals(other);
  }

  /** {@code {url: jdbc:h2:**, table: orders}}. */
  static String text(Object... namesAndConditions) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < namesAndConditions.length; i += 2) {
      if (namesAndConditions[i + 1] != null) {
        text.append(text.length() == 1 ? "" : ", ").append(namesAndConditions[i]);
        text.append(": ").append(namesAndConditions[i + 1]);
      }
    }
    return text.append('}').toString();
  }
}
