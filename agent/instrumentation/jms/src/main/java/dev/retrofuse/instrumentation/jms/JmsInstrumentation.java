package dev.retrofuse.instrumentation.jms;

import static dev.retrofuse.weaving.MethodMatch.method;
import static dev.retrofuse.weaving.TypeInstrumentation.implementing;
import static dev.retrofuse.weaving.TypeInstrumentation.named;
import static dev.retrofuse.weaving.TypeInstrumentation.onJakarta;
import static dev.retrofuse.weaving.TypeInstrumentation.shifted;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * JMS, javax from 1.1 and jakarta from 3.0 on: whatever implements its interfaces.
 *
 * <p>A send is a call whose destination is the queue or topic. It ends when the producer returns,
 * or with its completion listener. A refused send is a {@code JMSException} of the application's
 * API, and nothing of the message was touched.
 *
 * <p>Consuming is never refused. A listener runs in the context of its message, and a thread that
 * received one works for it until it asks for the next. An object that is sent again keeps the
 * context that it got first, because JMS cannot take a single property away.
 */
public final class JmsInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.jms.";

  /** Of a send that says delivery mode, priority and time to live. */
  private static final String SAYING = "IIJ";

  @Override
  public String name() {
    return "jms";
  }

  @Override
  public List<TypeInstrumentation> types() {
    List<TypeInstrumentation> types = new ArrayList<>();
    addPlatform(types, "javax");
    addPlatform(types, "jakarta");
    types.add(
        named("org.apache.activemq.artemis.jms.client.JMSMessageListenerWrapper")
            .advise(PACKAGE + "SharedAdvice$Artemis", method("onMessage", "(")));
    types.add(
        named("org.apache.activemq.ActiveMQMessageConsumer")
            .advise(PACKAGE + "SharedAdvice$Classic", method("dispatch", "(")));
    types.add(
        named("org.apache.activemq.ActiveMQConnection")
            .advise(
                PACKAGE + "SharedAdvice$Time",
                method("syncSendPacket", "(Lorg/apache/activemq/command/Command;I)")));
    return types;
  }

  private static void addPlatform(List<TypeInstrumentation> types, String platform) {
    String api = platform + ".jms.";
    String message = "(L" + platform + "/jms/Message;";
    types.add(
        implementing(api + "MessageProducer")
            // First, so around the send: one that is refused does not come to what is inside.
            .advise(PACKAGE + "SharedAdvice$Settings", sends(platform, SAYING, ""))
            .advise(
                shifted(PACKAGE + "SharedAdvice$Settings", 1),
                sends(platform, SAYING, "Destination;", "Queue;", "Topic;"))
            .advise(
                advice(platform, "Send"),
                sends(platform, "", "", "Destination;", "Queue;", "Topic;"))
            .advise(
                advice(platform, "Send"),
                sends(platform, SAYING, "", "Destination;", "Queue;", "Topic;")));
    String credentials = "(Ljava/lang/String;Ljava/lang/String;)";
    types.add(
        implementing(api + "ConnectionFactory")
            .advise(
                advice(platform, "Connected"),
                method("createConnection", "()"),
                method("createConnection", credentials),
                method("createQueueConnection", "()"),
                method("createQueueConnection", credentials),
                method("createTopicConnection", "()"),
                method("createTopicConnection", credentials)));
    types.add(
        implementing(api + "CompletionListener")
            .delegatorsToo()
            .advise(
                advice(platform, "Completion"),
                method("onCompletion", message),
                method("onException", message)));
    types.add(
        implementing(api + "MessageListener")
            .delegatorsToo()
            .advise(advice(platform, "Listener"), method("onMessage", message)));
    types.add(
        implementing(api + "MessageConsumer")
            .advise(
                advice(platform, "Receive"),
                method("receive", "()"),
                method("receive", "(J)"),
                method("receiveNoWait", "()"))
            .advise(advice(platform, "Close"), method("close", "()")));
  }

  private static String advice(String platform, String step) {
    String advice = PACKAGE + "JmsAdvice$" + step;
    return platform.equals("jakarta") ? onJakarta(advice) : advice;
  }

  /** Those of the interfaces alone: what else a provider calls so, these end in. */
  private static MethodMatch[] sends(String platform, String more, String... destinations) {
    String api = "L" + platform + "/jms/";
    List<MethodMatch> sends = new ArrayList<>();
    for (String to : destinations) {
      String parameters = "(" + (to.isEmpty() ? "" : api + to) + api + "Message;" + more;
      sends.add(method("send", parameters + ")"));
      sends.add(method("publish", parameters + ")"));
      sends.add(method("send", parameters + api + "CompletionListener;)"));
    }
    return sends.toArray(new MethodMatch[0]);
  }
}
