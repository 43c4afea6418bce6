package dev.retrofuse.instrumentation.rabbitmq;

import com.rabbitmq.client.impl.AMQConnection;
import com.rabbitmq.client.impl.recovery.RecoveryAwareAMQConnection;
import dev.retrofuse.waist.RetrofuseMessaging;
import net.bytebuddy.asm.Advice;

/** What messages that were kept are sent over, and which are not kept. */
final class OpenAdvice {
  private OpenAdvice() {}

  /** A connection is open; of one that recovers by itself, its owner says when it is ready. */
  static final class Started {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object connection) {
      if (connection.getClass() == AMQConnection.class) {
        RetrofuseMessaging.opened("rabbitmq", connection);
      }
    }
  }

  /** A connection is there again, with its queues, without which messages would be dropped. */
  static final class Recovered {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.FieldValue("delegate") RecoveryAwareAMQConnection connection) {
      RetrofuseMessaging.opened("rabbitmq", connection);
    }
  }

  /** A channel has transactions from now on. */
  static final class Transactional {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object channel) {
      RetrofuseMessaging.transactional(channel);
    }
  }
}
