package dev.retrofuse.instrumentation.rabbitmq;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * {@code amqp-client} from 4.0 on.
 *
 * <p>Publishing is a call whose destination is the exchange, or for the default exchange the
 * routing key, which names the queue there. It ends when the frames are handed to the connection:
 * what a broker confirms or returns later is not seen. A refused publish is an {@code IOException}
 * before anything is written, so the channel and its publisher confirms go on.
 *
 * <p>Consuming is never refused: {@code handleDelivery} of whatever consumer runs in the context of
 * its message, and so does whatever listener Spring's containers execute. A thread that got one
 * with {@code basicGet} works for it until it asks for the next.
 */
public final class RabbitMqInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.rabbitmq.";

  private static final String SPRING = "org.springframework.amqp.rabbit.listener.";

  public RabbitMqInstrumentation() {}

  @Override
  public String name() {
    return "rabbitmq";
  }

  @Override
  public List<TypeInstrumentation> types() {
    // With both flags: what all others end in; where there are two, one of them ends in the other.
    String publish = "(Ljava/lang/String;Ljava/lang/String;ZZ";
    String deliver = "(Ljava/lang/String;Lcom/rabbitmq/client/Envelope;";
    String recovering = "com.rabbitmq.client.impl.recovery.AutorecoveringChannel";
    String texts = "(Ljava/lang/String;Ljava/lang/String;";
    String properties = "Lcom/rabbitmq/client/AMQP$BasicProperties;[B)";
    return Arrays.asList(
        TypeInstrumentation.named(recovering)
            .advise(PACKAGE + "PublishAdvice$Plain", method("basicPublish", texts + properties))
            .advise(
                PACKAGE + "PublishAdvice$Mandatory",
                method("basicPublish", texts + "Z" + properties)),
        // The one that the application has stays when the other is lost with its connection.
        TypeInstrumentation.named(recovering, "com.rabbitmq.client.impl.ChannelN")
            .advise(PACKAGE + "PublishAdvice", method("basicPublish", publish))
            .advise(PACKAGE + "DeliveryAdvice$Get", method("basicGet", "(Ljava/lang/String;Z)"))
            .advise(PACKAGE + "OpenAdvice$Transactional", method("txSelect", "()")),
        TypeInstrumentation.named("com.rabbitmq.client.impl.AMQConnection")
            .advise(PACKAGE + "OpenAdvice$Started", method("start", "()")),
        TypeInstrumentation.named("com.rabbitmq.client.impl.recovery.AutorecoveringConnection")
            .advise(
                PACKAGE + "OpenAdvice$Recovered",
                method("init", "()"),
                method("notifyRecoveryListenersComplete", "()")),
        TypeInstrumentation.implementing("com.rabbitmq.client.Consumer")
            // They only hand on to what executes the listener, which is one span with it.
            .except(
                SPRING + "BlockingQueueConsumer$InternalConsumer",
                SPRING + "BlockingQueueConsumer$ConsumerDecorator",
                SPRING + "DirectMessageListenerContainer$SimpleConsumer")
            .advise(PACKAGE + "DeliveryAdvice", method("handleDelivery", deliver)),
        TypeInstrumentation.named(SPRING + "AbstractMessageListenerContainer")
            .advise(
                PACKAGE + "SpringAdvice",
                method("executeListener", "(Lcom/rabbitmq/client/Channel;")));
  }
}
