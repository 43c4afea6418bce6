package dev.retrofuse.instrumentation.nats;

import dev.retrofuse.waist.RetrofuseContext;
import dev.retrofuse.waist.RetrofuseExchange;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseMessaging;
import dev.retrofuse.waist.RetrofuseThread;
import dev.retrofuse.waist.RetrofuseTrace;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.net.ConnectException;
import net.bytebuddy.asm.Advice;

/**
 * Guards a publish that is not a request's, and writes the trace context into a copy of the
 * headers.
 */
final class PublishAdvice {
  private PublishAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the exit reads what is put into locals
  static boolean enter(
      @Advice.This Connection connection,
      @Advice.Argument(0) String subject,
      @Advice.Argument(value = 2, readOnly = false) Headers headers,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Local("kept") Headers kept) {
    kept = headers;
    // What clients tell a stream by themselves: acknowledgements, and requests of its interface.
    if (subject == null || subject.startsWith("$JS.")) {
      return false;
    }
    RetrofuseGuard guard =
        RetrofuseMessaging.send("nats", subject.startsWith("_INBOX.") ? "(inbox)" : subject);
    call = guard == null ? null : new RetrofuseExchange(guard, guard.enter());
    boolean rejected = call != null && call.rejected();
    if (rejected && !call.keeps()) {
      return true;
    }
    if (call != null) {
      call.watch(null);
    }
    RetrofuseExchange request = RetrofuseThread.current().exchange;
    RetrofuseContext context =
        RetrofuseTrace.outbound(guard == null && request != null ? request.guard() : guard);
    // A server without headers would make the client refuse the message.
    if (context == null
        || connection.getServerInfo() == null
        || !connection.getServerInfo().isHeadersSupported()) {
      return rejected;
    }
    RetrofuseContext left = context;
    for (int i = 0; headers != null && i < context.size(); i++) {
      left = headers.containsKey(context.name(i)) ? left.beside(context.name(i)) : left;
    }
    if (left.size() > 0) {
      Headers own = new Headers(headers);
      for (int i = 0; i < left.size(); i++) {
        own.put(left.name(i), new String[] {left.value(i)});
      }
      headers = own;
      kept = own;
    }
    return rejected;
  }

  @Advice.OnMethodExit(
      suppress = Throwable.class,
      onThrowable = Throwable.class,
      repeatOn = Advice.OnNonDefaultValue.class)
  static boolean exit(
      @Advice.This Object connection,
      @Advice.Argument(0) String subject,
      @Advice.Argument(1) String replyTo,
      @Advice.Argument(3) byte[] body,
      @Advice.Local("call") RetrofuseExchange call,
      @Advice.Local("kept") Headers kept,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (call == null) {
      return false;
    }
    Throwable failure = thrown;
    if (call.rejected()) {
      thrown = call.rejection(IllegalStateException.class);
      failure = thrown;
    } else {
      // So the client tells of a connection that is down; elsewhere it is the caller's mistake.
      if (thrown instanceof IllegalStateException) {
        failure = new ConnectException(thrown.getMessage());
      }
      RetrofuseExchange next = RetrofuseMessaging.again(call, "nats", connection, failure);
      if (next != null) {
        call = next;
        return true;
      }
    }
    if (thrown != null && call.accepts(failure, "nats", connection, subject, replyTo, kept, body)) {
      thrown = null;
    }
    return false;
  }

  /** There is a connection, over which messages that were kept can be sent. */
  static final class Ready {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object connection) {
      RetrofuseMessaging.opened("nats", connection);
    }
  }
}
