package dev.retrofuse.engine;

import dev.retrofuse.engine.gate.Gate;
import dev.retrofuse.engine.gate.Gates;
import dev.retrofuse.engine.limit.WaitingLine;
import dev.retrofuse.engine.rejection.Rejections;
import dev.retrofuse.rules.Kind;
import dev.retrofuse.rules.Rule;

/** What a rule's policies guard: the calls themselves, or with JDBC how connections are got. */
enum CallPart {
  CALL,
  CONNECT,
  BORROW;

  Rejections rejections(Kind kind) {
    switch (kind) {
      case JDBC:
        return this == CALL ? Rejections.statement() : Rejections.connect();
      case HTTP:
        return Rejections.http();
      default:
        return Rejections.messaging();
    }
  }

  /**
   * What a call has to pass.
   *
   * @param line of those who wait for the same; null where nobody waits
   */
  Gate[] of(Gates gates, Rule rule, WaitingLine line) {
    return line == null ? gates.inOrder() : gates.ofPool(rule, line);
  }
}
