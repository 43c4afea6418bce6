package dev.retrofuse.instrumentation.kafkastreams;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.named;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code kafka-streams} from 2.0 on, the first that hands headers on.
 *
 * <p>A task tells its processors which record they work on, also when it is one that a cache held
 * back and gives up now; its trace context is the thread's from there until the task returns.
 * Punctuators are told of none. What a task sends is sent by a producer, which is woven by itself.
 */
public final class KafkaStreamsInstrumentation implements LibraryInstrumentation {
  private static final String INTERNALS = "org.apache.kafka.streams.processor.internals.";
  private static final String ADVICE = "dev.retrofuse.instrumentation.kafkastreams.TaskAdvice$";

  @Override
  public String name() {
    return "kafka-streams";
  }

  @Override
  public List<TypeInstrumentation> types() {
    String context = "(Lorg/apache/kafka/streams/processor/internals/ProcessorRecordContext;)";
    return Arrays.asList(
        named(INTERNALS + "AbstractProcessorContext")
            .advise(ADVICE + "Record", method("setRecordContext", context)),
        // Whatever may run processors: versions differ in what they flush where.
        named(INTERNALS + "StreamTask")
            .advise(
                ADVICE + "Step",
                method("process", "("),
                method("punctuate", "("),
                method("commit", "("),
                method("flushState", "()"),
                method("flush", "()"),
                method("prepareCommit", "("),
                method("postCommit", "("),
                method("suspend", "("),
                method("close", "("),
                method("closeSuspended", "("),
                method("closeClean", "()"),
                method("closeDirty", "()")));
  }
}
