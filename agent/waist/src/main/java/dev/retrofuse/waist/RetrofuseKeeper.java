package dev.retrofuse.waist;

/** Where a rule keeps good answers, to be given again in place of calls. */
public abstract class RetrofuseKeeper {
  /** How many bytes the body of one answer may have. */
  public abstract int most();

  /**
   * Keeps an answer with status 200 in place of the one before.
   *
   * @param request what tells this request from others
   * @param headers name, value, name, value, ...
   * @param age of the answer when it came, in seconds
   */
  public abstract void keep(String request, String[] headers, byte[] body, long age);

  /** The last good answer to that request; null where none is young enough. */
  public abstract RetrofuseAnswer find(String request);
}
