package dev.retrofuse.instrumentation.kafka;

import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseFuture;
import dev.retrofuse.waist.RetrofuseKafka;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The steps of a send, in their order. */
final class SendAdvice {
  private SendAdvice() {}

  /** There is a producer, over whose settings messages that were kept can be sent. */
  static final class Ready {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object producer) {
      RetrofuseMessaging.opened("kafka", producer);
    }
  }

  /** The send itself: the call begins, and is what the steps inside find on their thread. */
  static final class Call {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
    static RecordMetadata enter(
        @Advice.This Object producer,
        @Advice.Argument(0) ProducerRecord<?, ?> record,
        @Advice.FieldValue("transactionManager") TransactionManager manager,
        @Advice.Local("outer") RetrofuseExchange outer,
        @Advice.Local("exchange") RetrofuseExchange exchange)
        throws ReflectiveOperationException {
      // A serializer or callback may send to another topic in the midst of a send.
      outer = RetrofuseThread.current().exchange;
      exchange = RetrofuseExchanges.begin(RetrofuseMessaging.send("kafka", record.topic()));
      if (exchange != null) {
        exchange.watch(null);
        exchange.once = manager != null && manager.isTransactional();
      }
      RetrofuseThread.current().exchange = exchange;
      // A transaction promises all or nothing, so there a refused send fails.
      if (exchange == null
          || !exchange.rejected()
          || exchange.once
          || (exchange.instead(null) == null && !exchange.keeps())) {
        return null;
      }
      Integer partition = record.partition();
      Object place = new TopicPartition(record.topic(), partition == null ? -1 : partition);
      RecordMetadata dropped =
          (RecordMetadata) RetrofuseKafka.unacknowledged(RecordMetadata.class, place);
      return exchange.accepts(null, "kafka", producer, record) ? dropped : null;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter RecordMetadata dropped,
        @Advice.Argument(1) Callback callback,
        @Advice.Local("outer") RetrofuseExchange outer,
        @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object future,
        @Advice.Thrown Throwable thrown) {
      // The last try; null when that has ended already.
      RetrofuseExchange last = RetrofuseThread.current().exchange;
      RetrofuseThread.current().exchange = outer;
      if (dropped != null) {
        future = CompletableFuture.completedFuture(dropped);
        if (callback != null) {
          callback.onCompletion(dropped, null);
        }
      } else if (last != null) {
        last.leave();
        future = RetrofuseFuture.of(last, (Future<?>) future, TimeoutException.class);
        if (thrown != null) {
          last.end(0, thrown);
        }
      }
    }
  }

  /**
   * Where a refused send fails: the time-out is what the producer throws here when no broker
   * answers. Nobody has been told of a failure here yet, so that the wait can be made again. {@code
   * partitionsFor} comes here too, outside of any send.
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

    @Advice.OnMethodExit(
        suppress = Throwable.class,
        onThrowable = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Advice.This Object producer,
        @Advice.Enter RetrofuseExchange rejected,
        @Advice.FieldValue("transactionManager") TransactionManager manager,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      RetrofuseThread thread = RetrofuseThread.current();
      if (rejected != null) {
        thrown = new TimeoutException(rejected.rejection().getMessage());
        if (manager != null && manager.isTransactional()) {
          RetrofuseExchanges.cancel(manager);
          RetrofuseExchanges.put(manager, rejected);
        }
      } else if (thrown != null && thread.exchange != null) {
        thread.exchange = RetrofuseMessaging.again(thread.exchange, "kafka", producer, thrown);
        return thread.exchange != null;
      }
      return false;
    }
  }

  /** The wait for memory, before the record is in a batch. */
  static final class Memory {
    @Advice.OnMethodExit(
        suppress = Throwable.class,
        onThrowable = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(@Advice.This Object pool, @Advice.Thrown Throwable thrown) {
      RetrofuseThread thread = RetrofuseThread.current();
      if (thrown == null || thread.exchange == null) {
        return false;
      }
      thread.exchange = RetrofuseMessaging.again(thread.exchange, "kafka", pool, thrown);
      return thread.exchange != null;
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
