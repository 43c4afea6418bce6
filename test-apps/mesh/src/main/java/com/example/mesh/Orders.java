package com.example.mesh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an order by HTTP, prints how it came, and sends it by Kafka. */
final class Orders {
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

  private Orders() {}

  static void start() throws IOException {
    KafkaProducer<String, String> producer = KafkaTopic.producer();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Settings.ORDERS), 0);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.createContext("/", exchange -> answer(exchange, producer));
    server.start();
  }

  private static void answer(HttpExchange exchange, KafkaProducer<String, String> producer)
      throws IOException {
    String order = exchange.getRequestURI().getPath().substring(1);
    System.out.println("http " + order + " " + exchange.getRequestHeaders().entrySet());
    LOG.info("order {}", order);
    try {
      producer.send(new ProducerRecord<>(Settings.NAME, order)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
  }
}
