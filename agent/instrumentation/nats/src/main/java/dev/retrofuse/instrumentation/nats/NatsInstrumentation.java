package dev.retrofuse.instrumentation.nats;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.named;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code jnats} from 2.10 on, the first with headers.
 *
 * <p>Publishing is a call whose destination is the subject, {@code (inbox)} for answers. It ends
 * when the message is handed to the connection, which keeps some while it is down. A request, and
 * with it a publish to a stream, ends with its answer. What is refused is an {@code
 * IllegalStateException}, as when a connection is down. Where a rule retries, a request is one that
 * waits for its answer.
 *
 * <p>Consuming is never refused: dispatchers' handlers, and threads that take messages from a
 * subscription, work for the trace context of the message at hand.
 */
public final class NatsInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.nats.";
  private static final String CLIENT = "io.nats.client.impl.";
  private static final String HEADERS = "Lio/nats/client/impl/Headers;[B";

  @Override
  public String name() {
    return "nats";
  }

  @Override
  public List<TypeInstrumentation> types() {
    String subject = "(Ljava/lang/String;";
    String timed = subject + HEADERS + "Ljava/time/Duration;";
    return Arrays.asList(
        named(CLIENT + "NatsConnection")
            .advise(
                PACKAGE + "PublishAdvice",
                method("publishInternal", subject + "Ljava/lang/String;" + HEADERS))
            .advise(
                PACKAGE + "RequestAdvice",
                method("request", subject + HEADERS + "Z"),
                method("requestInternal", timed),
                method("requestFutureInternal", timed))
            .advise(PACKAGE + "RequestAdvice$Time", method("requestInternal", timed))
            .advise(
                TypeInstrumentation.shifted(PACKAGE + "RequestAdvice$Time", 1),
                method("request", subject + HEADERS + "ZLjava/time/Duration;"))
            .advise(PACKAGE + "DeliveryAdvice$Answer", method("deliverReply", "("))
            .advise(PACKAGE + "PublishAdvice$Ready", method("connect", "(Z)")),
        // One class until 2.20, which connections write from as well, but not by this method.
        named(CLIENT + "MessageQueue", CLIENT + "ConsumerMessageQueue")
            .advise(PACKAGE + "DeliveryAdvice$Taken", method("pop", "(Ljava/time/Duration;)")));
  }
}
