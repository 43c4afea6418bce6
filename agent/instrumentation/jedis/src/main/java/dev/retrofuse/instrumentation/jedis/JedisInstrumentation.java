package dev.retrofuse.instrumentation.jedis;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.named;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code jedis} from 3.1 on, the first with streams.
 *
 * <p>{@code XADD} and {@code PUBLISH} are calls whose destination is the stream or channel; with a
 * cluster, its redirections and tries lie within the one call. What is refused is a {@code
 * JedisConnectionException} that leaves the connection as it is. Commands of pipelines and
 * transactions are queued, not made: they are not guarded, and carry context.
 *
 * <p>A thread whose read brought one entry works for the entry's trace context until it reads
 * again; of several, for the one that it iterates over, where a rule asks for fields.
 */
public final class JedisInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.jedis.";
  private static final String CLIENT = "redis.clients.jedis.";
  private static final String TEXT = "(Ljava/lang/String;";
  private static final String BYTES = "([B";
  private static final String MAP = "Ljava/util/Map;";
  private static final String ID = "Lredis/clients/jedis/StreamEntryID;";
  private static final String PARAMETERS = "Lredis/clients/jedis/params/XAddParams;";

  @Override
  public String name() {
    return "jedis";
  }

  @Override
  public List<TypeInstrumentation> types() {
    MethodMatch[] second = {method("xadd", TEXT + MAP), method("xadd", BYTES + MAP)};
    MethodMatch[] third = {
      method("xadd", TEXT + ID + MAP),
      method("xadd", TEXT + PARAMETERS + MAP),
      method("xadd", BYTES + "[B" + MAP),
      method("xadd", BYTES + PARAMETERS + MAP)
    };
    return Arrays.asList(
        // BinaryJedis until 3, JedisCluster's own methods until 3 and of later commands.
        named(CLIENT + "Jedis", CLIENT + "BinaryJedis", CLIENT + "UnifiedJedis")
            .advise(
                PACKAGE + "SendAdvice",
                method("xadd", "("),
                method("publish", "("),
                method("spublish", "("))
            .advise(PACKAGE + "FieldsAdvice$Second", second)
            .advise(PACKAGE + "FieldsAdvice$Third", third)
            .advise(
                PACKAGE + "ReadAdvice",
                method("xread", "("),
                method("xreadAsMap", "("),
                method("xreadBinary", "("),
                method("xreadBinaryAsMap", "("),
                method("xreadGroup", "("),
                method("xreadGroupAsMap", "("),
                method("xreadGroupBinary", "("),
                method("xreadGroupBinaryAsMap", "(")),
        named(CLIENT + "JedisCluster").advise(PACKAGE + "SendAdvice", method("spublish", "(")),
        // What pipelines and transactions have been built on in turn.
        named(
                CLIENT + "PipelineBase",
                CLIENT + "Pipeline",
                CLIENT + "MultiNodePipelineBase",
                CLIENT + "TransactionBase",
                CLIENT + "PipeliningBase")
            .advise(PACKAGE + "FieldsAdvice$Second", second)
            .advise(PACKAGE + "FieldsAdvice$Third", third));
  }
}
