package dev.retrofuse.cli.attach;

/** Why a process cannot be spoken to, in words for its operator. */
public final class AttachFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public AttachFailure(String text) {
    super(text);
  }

  AttachFailure(String text, Throwable cause) {
    super(text, cause);
  }
}
