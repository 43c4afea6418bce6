package dev.retrofuse.instrumentation.grpc;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code io.grpc}, whatever the transport.
 *
 * <p>A client call is guarded where the application's interceptors end and gRPC's own begin, so
 * that its retries are inside; it ends when its listener is told so. A server call's context is
 * that of each of its callbacks.
 */
public final class GrpcInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.grpc.";
  private static final String INTERNAL = "io.grpc.internal.";

  private static final String SERVER = "ServerImpl$ServerTransportListenerImpl";

  public GrpcInstrumentation() {}

  @Override
  public String name() {
    return "grpc";
  }

  @Override
  public List<TypeInstrumentation> types() {
    String start = "(Lio/grpc/ClientCall$Listener;Lio/grpc/Metadata;)";
    String parameters =
        "(Ljava/lang/String;L" + (INTERNAL + SERVER).replace('.', '/') + "$ServerCallParameters;";
    String channel = INTERNAL + "ManagedChannelImpl$RealChannel";
    return Arrays.asList(
        // In later versions the channel makes its calls by another one inside.
        TypeInstrumentation.named(channel, channel + "$1")
            .advise(PACKAGE + "CallAdvice$Made", method("newCall", "(Lio/grpc/MethodDescriptor;")),
        TypeInstrumentation.named(INTERNAL + "DelayedClientCall")
            .advise(PACKAGE + "CallAdvice$Delayed", method("start", start)),
        TypeInstrumentation.named(INTERNAL + "ClientCallImpl")
            .advise(PACKAGE + "StartAdvice", method("start", start))
            .advise(
                PACKAGE + "CallAdvice$Closed",
                method("closeObserver", "(Lio/grpc/ClientCall$Listener;")),
        TypeInstrumentation.named(INTERNAL + SERVER)
            // Where there is the first, it encloses another method of the second's name.
            .advise(
                PACKAGE + "ServerAdvice$Start",
                method("startCall", "(Lio/grpc/internal/ServerStream;"),
                method("startWrappedCall", parameters)),
        TypeInstrumentation.named(INTERNAL + "ServerCallImpl")
            .advise(PACKAGE + "ServerAdvice$Started", method("newServerStreamListener", "("))
            .advise(PACKAGE + "ServerAdvice$Answered", method("close", "(Lio/grpc/Status;")),
        TypeInstrumentation.named(INTERNAL + "ServerCallImpl$ServerStreamListenerImpl")
            .advise(
                PACKAGE + "ServerAdvice$Callback",
                method("messagesAvailable", "("),
                method("halfClosed", "()"),
                method("onReady", "()"))
            .advise(PACKAGE + "ServerAdvice$Last", method("closed", "(Lio/grpc/Status;)")));
  }
}
