package dev.retrofuse.rules;

/** Takes out of a value what its reader must not see. */
public interface Secret {
  /** Hides nothing. */
  Secret NONE =
      new Secret() {
        @Override
        public String hide(String value) {
          return value;
        }
      };

  /**
   * What is shown in place of a value that may hold credentials: a JDBC URL, an endpoint, or a
   * header's value.
   */
  String hide(String value);
}
