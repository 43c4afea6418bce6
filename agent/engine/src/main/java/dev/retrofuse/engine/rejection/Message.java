package dev.retrofuse.engine.rejection;

/** The text of a rejection, made once and used for every call that is rejected for that reason. */
public final class Message {
  private final String text;
  private final Object[] arguments;

  public Message(String text) {
    this.text = text;
    arguments = Bare.arguments(text);
  }

  public String text() {
    return text;
  }

  Object[] arguments() {
    return arguments;
  }
}
