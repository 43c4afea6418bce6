package dev.retrofuse.instrumentation.lettuce;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.named;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code lettuce-core} from 5.1 on, the first with streams.
 *
 * <p>{@code XADD} and {@code PUBLISH} are calls whose destination is the stream or channel, however
 * they are asked for: the synchronous, asynchronous and reactive interfaces dispatch the same
 * commands. A call ends with its command. What is refused fails with a {@code
 * RedisConnectionException}, as the future or publisher tells it. Commands of a transaction are
 * queued, not made: they are not guarded, and carry context.
 *
 * <p>A thread whose synchronous read brought one entry works for the entry's trace context until it
 * reads again; of several, for the one that it iterates over, where a rule asks for fields.
 */
public final class LettuceInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.lettuce.";
  private static final String CLIENT = "io.lettuce.core.";

  @Override
  public String name() {
    return "lettuce";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        named(CLIENT + "RedisChannelHandler")
            .advise(
                PACKAGE + "DispatchAdvice",
                method("dispatch", "(Lio/lettuce/core/protocol/RedisCommand;")),
        named(CLIENT + "protocol.AsyncCommand")
            .advise(PACKAGE + "EndAdvice$Answered", method("completeResult", "()"))
            .advise(
                PACKAGE + "EndAdvice$Failed",
                method("doCompleteExceptionally", "(Ljava/lang/Throwable;)"))
            .advise(PACKAGE + "EndAdvice$Cancelled", method("cancel", "(Z)"))
            .advise(
                PACKAGE + "EndAdvice$Waited",
                method("await", "(JLjava/util/concurrent/TimeUnit;)")),
        // What reactive commands are.
        named(CLIENT + "protocol.CommandWrapper")
            .advise(PACKAGE + "EndAdvice$Answered", method("complete", "()"))
            .advise(
                PACKAGE + "EndAdvice$Failed",
                method("completeExceptionally", "(Ljava/lang/Throwable;)"))
            .advise(PACKAGE + "EndAdvice$Cancelled", method("cancel", "()")),
        named(
                CLIENT + "FutureSyncInvocationHandler",
                CLIENT + "cluster.ClusterFutureSyncInvocationHandler")
            .advise(PACKAGE + "ReadAdvice", method("handleInvocation", "(")));
  }
}
