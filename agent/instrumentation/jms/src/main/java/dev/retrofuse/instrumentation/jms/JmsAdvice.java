package dev.retrofuse.instrumentation.jms;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseExchanges;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessages;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import javax.jms.Connection;
import javax.jms.Destination;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageProducer;
import javax.jms.Queue;
import javax.jms.TemporaryQueue;
import javax.jms.TemporaryTopic;
import javax.jms.Topic;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/** For javax and for jakarta: what names types of the API. */
final class JmsAdvice {
  private JmsAdvice() {}

  /** A send, whose message comes first or after its destination, and a listener, if any, last. */
  static final class Send {
    @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
    @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
    static boolean enter(
        @Advice.This MessageProducer producer,
        @Advice.Argument(0) Object first,
        @Advice.Argument(value = 1, optional = true, typing = Typing.DYNAMIC) Object second,
        @Advice.Argument(value = 2, optional = true, typing = Typing.DYNAMIC) Object third,
        @Advice.Argument(value = 4, optional = true, typing = Typing.DYNAMIC) Object fifth,
        @Advice.Argument(value = 5, optional = true, typing = Typing.DYNAMIC) Object sixth,
        @Advice.Local("outer") RetrofuseExchange outer,
        @Advice.Local("call") RetrofuseExchange call,
        @Advice.Local("message") Message message,
        @Advice.Local("listener") Object listener)
        throws JMSException {
      boolean alone = first instanceof Message;
      message = (Message) (alone ? first : second);
      if (message == null || RetrofuseThread.current().inside(RetrofuseThread.MESSAGING)) {
        return false;
      }
      listener = alone ? (second == null ? fifth : second) : (third == null ? sixth : third);
      String name = alone ? RetrofuseMessaging.destination(producer) : null;
      if (name == null && RetrofuseMessaging.hook != null) {
        try {
          Destination to = alone ? producer.getDestination() : (Destination) first;
          name =
              to instanceof TemporaryQueue || to instanceof TemporaryTopic
                  ? "(temporary)"
                  : to instanceof Queue
                      ? ((Queue) to).getQueueName()
                      : to instanceof Topic ? ((Topic) to).getTopicName() : String.valueOf(to);
        } catch (JMSException closed) {
          return false;
        }
        if (alone) {
          RetrofuseMessaging.sendsTo(producer, name);
        }
      }
      RetrofuseGuard guard = RetrofuseMessaging.send("jms", name);
      call = RetrofuseExchanges.begin(guard);
      outer = RetrofuseThread.current().exchange;
      boolean rejected = call != null && call.rejected();
      if (rejected && (listener != null || !call.keeps())) {
        return true;
      }
      if (call != null) {
        call.watch(null);
        if (listener != null) {
          RetrofuseExchanges.put(message, call);
        } else {
          RetrofuseThread.current().exchange = call;
        }
      }
      RetrofuseContext context = RetrofuseTrace.outbound(guard);
      RetrofuseContext left = context;
      for (int i = 0; context != null && i < context.size(); i++) {
        // No name of a property has hyphens; other agents write this instead.
        String property = context.name(i).replace("-", "__dash__");
        left = message.propertyExists(property) ? left.beside(context.name(i)) : left;
      }
      try {
        for (int i = 0; left != null && i < left.size(); i++) {
          message.setStringProperty(left.name(i).replace("-", "__dash__"), left.value(i));
        }
      } catch (JMSException readOnly) {
        // A received message that is sent on, or a name that the provider does not take.
      }
      return rejected;
    }

    @Advice.OnMethodExit(
        suppress = Throwable.class,
        onThrowable = Throwable.class,
        repeatOn = Advice.OnNonDefaultValue.class)
    static boolean exit(
        @Advice.This Object producer,
        @Advice.Argument(0) Object first,
        @Advice.Local("outer") RetrofuseExchange outer,
        @Advice.Local("call") RetrofuseExchange call,
        @Advice.Local("message") Message message,
        @Advice.Local("listener") Object listener,
        @Advice.Thrown(readOnly = false) Throwable thrown) {
      if (call == null) {
        return false;
      }
      RetrofuseThread.current().exchange = outer;
      if (call.rejected()) {
        thrown = call.rejection(JMSException.class);
      } else if (listener != null) {
        call.leave();
        if (thrown != null) {
          call.end(0, thrown);
        }
      } else {
        RetrofuseExchange next = RetrofuseMessaging.again(call, "jms", producer, thrown);
        if (next != null) {
          call = next;
          RetrofuseThread.current().exchange = next;
          return true;
        }
      }
      if (thrown != null
          && listener == null
          && call.accepts(
              thrown,
              "jms",
              producer,
              message,
              first == message ? null : first,
              RetrofuseThread.current().settings)) {
        thrown = null;
      }
      return false;
    }
  }

  /** A factory has made a connection, to whose broker messages that were kept can be sent. */
  static final class Connected {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.This Object factory,
        @Advice.Argument(value = 0, optional = true) String user,
        @Advice.Argument(value = 1, optional = true) String password,
        @Advice.Return Connection connection) {
      if (connection != null) {
        RetrofuseMessaging.opened("jms", connection, factory, user, password);
      }
    }
  }

  /** An asynchronous send has ended. */
  static final class Completion {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) Message message,
        @Advice.Argument(value = 1, optional = true) Exception failure) {
      RetrofuseExchanges.end(message, 0, failure);
    }
  }

  /** A listener handles a message: its thread works for the message's trace context. */
  static final class Listener {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseContext enter(@Advice.Argument(0) Message message) throws JMSException {
      if (RetrofuseTrace.hook == null) {
        return null;
      }
      Destination from = message.getJMSDestination();
      Object[] fields =
          RetrofuseTrace.fieldsOf(
              "jms",
              from instanceof Queue
                  ? ((Queue) from).getQueueName()
                  : from instanceof Topic ? ((Topic) from).getTopicName() : String.valueOf(from));
      for (int i = 0; i < fields.length; i++) {
        fields[i] = message.getObjectProperty(((String) fields[i]).replace("-", "__dash__"));
      }
      return RetrofuseTrace.begin(fields);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseContext before, @Advice.Thrown Throwable thrown) {
      RetrofuseSpans.failed(thrown);
      RetrofuseTrace.restore(before);
    }
  }

  /** A thread asks for a message: it works for that one until it asks again. */
  static final class Receive {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object consumer) {
      RetrofuseMessages.polls(consumer);
    }

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object consumer, @Advice.Return Message message)
        throws JMSException {
      if (RetrofuseTrace.hook == null || message == null) {
        return;
      }
      Destination from = message.getJMSDestination();
      Object[] fields =
          RetrofuseTrace.fieldsOf(
              "jms",
              from instanceof Queue
                  ? ((Queue) from).getQueueName()
                  : from instanceof Topic ? ((Topic) from).getTopicName() : String.valueOf(from));
      for (int i = 0; i < fields.length; i++) {
        fields[i] = message.getObjectProperty(((String) fields[i]).replace("-", "__dash__"));
      }
      RetrofuseMessages.next(consumer, fields);
    }
  }

  /** It will not ask again. */
  static final class Close {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object consumer) {
      RetrofuseMessages.closes(consumer);
    }
  }
}
