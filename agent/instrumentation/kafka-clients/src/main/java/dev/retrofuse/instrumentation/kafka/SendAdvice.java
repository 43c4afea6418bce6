package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** The steps of a send, in their order. */
final class SendAdvice {
  private SendAdvice() {}

  /** The send itself: the call begins, and is what the steps inside find on their thread. */
  static final class Call {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseExchange enter(
        @Advice.Argument(0) ProducerRecord<?, ?> record,
        @Advice.Local("exchange") RetrofuseExchange exchange) {
      // A serializer or callback may send to another topic in the midst of a send.
      RetrofuseExchange outer = RetrofuseThread.current().exchange;
      exchange = RetrofuseExchanges.begin(RetrofuseMessaging.send("kafka", record.topic()));
      if (exchange != null) {
        exchange.watch(null);
      }
      RetrofuseThread.current().exchange = exchange;
      return outer;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter RetrofuseExchange outer,
        @Advice.Local("exchange") RetrofuseExchange exchange,
        @Advice.Thrown Throwable thrown) {
      RetrofuseThread.current().exchange = outer;
      if (exchange != null) {
        exchange.leave();
        if (thrown != null) {
          exchange.end(0, thrown);
        }
      }
    }
  }

  /**
   * Where a refused send fails: the time-out is what the producer throws here when no broker
   * answers. {@code partitionsFor} comes here too, outside of any send.
   */
  static final class Metadata {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static RetrofuseExchange enter() {
      RetrofuseExchange exchange = RetrofuseThread.current().exchange;
      if (exchange == null || !exchange.rejected()) {
        return null;
      }
      // Once only: the callback that this failure meets may ask for metadata as well.
      RetrofuseThread.current().exchange = null;
      return exchange;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter RetrofuseExchange rejected,
        @Advice.FieldValue("transactionManager") TransactionManager manager,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      if (rejected != null) {
        thrown = new TimeoutException(rejected.rejection().getMessage());
        if (manager != null && manager.isTransactional()) {
          RetrofuseExchanges.cancel(manager);
          RetrofuseExchanges.put(manager, rejected);
        }
      }
    }
  }

  /**
   * A transaction with a refused send is not committed. Newer producers see to it themselves; older
   * ones forget a send that fails without metadata.
   */
  static final class Commit {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    static RetrofuseExchange enter(@Advice.This Object transaction) {
      return RetrofuseExchanges.find(transaction);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter RetrofuseExchange rejected,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      if (rejected != null) {
        thrown = new KafkaException("Abort: Retrofuse rejected a record of this transaction");
      }
    }
  }

  /** The end of such a transaction. */
  static final class Abort {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object transaction) {
      RetrofuseExchanges.cancel(transaction);
    }
  }

  /** The send's future is made: of its failure, or of the batch whose result will end the call. */
  static final class Made {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.Argument(0) Object outcome) {
      RetrofuseExchange exchange = RetrofuseThread.current().exchange;
      if (exchange != null && outcome instanceof Exception) {
        exchange.end(0, (Exception) outcome);
      } else if (exchange != null) {
        RetrofuseExchanges.put(outcome, exchange);
      }
    }
  }

  /** The batch was acknowledged, refused, expired or given up. */
  static final class Done {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    @SuppressWarnings("unchecked")
    static void enter(@Advice.This Object batch, @Advice.Argument(2) Object error) {
      boolean each = error instanceof Function;
      Object failure = each ? ((Function<Object, Object>) error).apply(0) : error;
      RetrofuseExchanges.end(batch, 0, (Throwable) failure);
    }
  }
}
