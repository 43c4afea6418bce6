package dev.retrofuse.instrumentation.grpc;

import dev.retrofuse.waist.RetrofuseCarried;
import dev.retrofuse.waist.RetrofuseHandOver;
import dev.retrofuse.waist.RetrofuseRequest;
import dev.retrofuse.waist.RetrofuseSpans;
import dev.retrofuse.waist.RetrofuseTrace;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.InetSocketAddress;
import net.bytebuddy.asm.Advice;

/** A server call: its start reads the headers, and each callback works for them. */
final class ServerAdvice {
  private ServerAdvice() {}

  /**
   * Interceptors and the method's handler; which arguments have name and headers is up to the
   * version.
   */
  static final class Start {
    private Start() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(
        @Advice.Argument(0) Object first,
        @Advice.Argument(1) Object second,
        @Advice.Argument(2) Object third,
        @Advice.Argument(value = 3, optional = true) Object fourth,
        @Advice.FieldValue("attributes") Attributes connection,
        @Advice.Local("before") RetrofuseCarried before) {
      before = RetrofuseCarried.beginRequest();
      if (before != null) {
        Metadata headers = (Metadata) (third instanceof Metadata ? third : fourth);
        Object peer = connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        Object[] fields =
            RetrofuseTrace.fieldsFrom(
                peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getAddress() : null);
        for (int i = 0; i < fields.length; i++) {
          fields[i] =
              headers.getAll(Metadata.Key.of((String) fields[i], Metadata.ASCII_STRING_MARSHALLER));
        }
        RetrofuseTrace.begin(fields);
        RetrofuseSpans.rpc((String) (first instanceof String ? first : second));
        String[] asked = RetrofuseRequest.headers().clone();
        for (int i = 0; i < asked.length; i++) {
          asked[i] = headers.get(Metadata.Key.of(asked[i], Metadata.ASCII_STRING_MARSHALLER));
        }
        RetrofuseRequest.begin(asked);
      }
    }

    // The request goes on in the callbacks, unless there will be none.
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
        @Advice.Local("before") RetrofuseCarried before, @Advice.Thrown Throwable thrown) {
      if (thrown == null) {
        RetrofuseCarried.end(before);
      } else {
        RetrofuseSpans.rpcFails(thrown);
        RetrofuseCarried.endRequest(before);
      }
    }
  }

  /** The last of the start: what the thread works for now is for the callbacks as well. */
  static final class Started {
    private Started() {}

    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(@Advice.This Object call) {
      RetrofuseHandOver.leave(call);
    }
  }

  /** A message, the end of the messages, or room for more. */
  static final class Callback {
    private Callback() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(@Advice.FieldValue("call") Object call) {
      return RetrofuseHandOver.share(call);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before, @Advice.Thrown Throwable thrown) {
      RetrofuseSpans.rpcFails(thrown);
      RetrofuseCarried.end(before);
    }
  }

  /** The application ends the call, on whatever thread. */
  static final class Answered {
    private Answered() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.This Object call, @Advice.Argument(0) Status status) {
      RetrofuseCarried before = RetrofuseHandOver.shareIfAny(call);
      RetrofuseSpans.rpcEnds(status.getCode().value());
      RetrofuseCarried.end(before);
    }
  }

  /**
   * Completed, with whatever the application has said, or cancelled: no callback comes after it.
   */
  static final class Last {
    private Last() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static RetrofuseCarried enter(
        @Advice.FieldValue("call") Object call, @Advice.Argument(0) Status status) {
      RetrofuseCarried before = RetrofuseHandOver.take(call);
      if (!status.isOk()) {
        RetrofuseSpans.rpcEnds(status.getCode().value());
      }
      return before;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(@Advice.Enter RetrofuseCarried before) {
      RetrofuseCarried.endRequest(before);
    }
  }
}
