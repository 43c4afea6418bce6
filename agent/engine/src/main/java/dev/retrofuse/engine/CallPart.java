package dev.retrofuse.engine;

import dev.retrofuse.engine.gate.Gate;
import dev.retrofuse.engine.gate.Gates;
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

  Gate[] of(Gates gates, Rule rule) {
    return this == BORROW ? gates.ofPool(rule) : gates.inOrder();
  }
}
