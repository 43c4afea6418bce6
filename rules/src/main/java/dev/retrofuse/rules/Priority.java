package dev.retrofuse.rules;

import java.util.Arrays;

/**
 * Which calls are shed first: of how much of each limit's room the calls of a class may make use.
 */
public final class Priority {
  private final PriorityClass usual;
  private final String member;
  private final String header;
  private final double[] shares;

  Priority(PriorityClass usual, String header, String member, double[] shares) {
    this.usual = usual;
    this.header = header;
    this.member = member;
    this.shares = shares;
  }

  /** Of calls that say nothing. */
  public PriorityClass usual() {
    return usual;
  }

  /**
   * The header of the inbound request that tells a call's class, in lower case; empty when none
   * does.
   */
  public String header() {
    return header;
  }

  /** The baggage member that tells a call's class; empty when none does. */
  public String member() {
    return member;
  }

  /** In (0, 1]. */
  public double share(PriorityClass of) {
    switch (of) {
      case CRITICAL:
        return shares[0];
      case HIGH:
        return shares[1];
      case NORMAL:
        return shares[2];
      default:
        return shares[3];
    }
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Priority)) {
      return false;
    }
    Priority that = (Priority) other;
    return usual == that.usual
        && header.equals(that.header)
        && member.equals(that.member)
        && Arrays.equals(shares, that.shares);
  }

  @Override
  public int hashCode() {
    return usual.hashCode() * 31 + member.hashCode();
  }
}
