package com.example.caller;

/**
 * Sends 0, 1, 2, ... to two topics or queues in turn and prints {@code sent a 17} once that is
 * acknowledged, until it is killed: {@code kafka 9092 send a b}. Or reads them to the end, which it
 * sends itself, and prints {@code got a 17}: {@code rabbitmq 5672 read a b}.
 */
public final class Numbers {
  private static final String END = "end";

  private Numbers() {}

  public static void main(String[] arguments) throws Exception {
    String[] names = {arguments[3], arguments[4]};
    Broker broker =
        arguments[0].equals("kafka")
            ? new KafkaNumbers(arguments[1], names)
            : new RabbitNumbers(arguments[1], names);
    if (arguments[2].equals("send")) {
      send(broker, names);
    } else {
      read(broker, names);
    }
  }

  @SuppressWarnings("InfiniteLoopStatement") // it is killed
  private static void send(Broker broker, String... names) {
    for (int number = 0; ; number++) {
      for (String name : names) {
        try {
          broker.send(name, String.valueOf(number));
          System.out.println("sent " + name + " " + number);
        } catch (Exception failed) {
          System.out.println("failed " + name + " " + number + ": " + failed);
        }
      }
    }
  }

  private static void read(Broker broker, String... names) throws Exception {
    for (String name : names) {
      broker.send(name, END);
      for (String text = broker.read(name); !text.equals(END); text = broker.read(name)) {
        System.out.println("got " + name + " " + text);
      }
    }
    System.out.println("that is all");
    System.in.read();
    broker.remove(names);
    System.exit(0);
  }

  /** Some message broker. */
  interface Broker {
    /** Returns once it is acknowledged. */
    void send(String name, String text) throws Exception;

    /** The next one; waits for it. */
    String read(String name) throws Exception;

    void remove(String... names) throws Exception;
  }
}
