package com.example.mesh;

/** Where the others are. */
final class Settings {
  /** Of the topic, exchange, subject, stream and table, so that several meshes do not meet. */
  static final String NAME = System.getProperty("mesh.name");

  static final int SHOP = Integer.getInteger("mesh.shop", 0);
  static final int ORDERS = Integer.getInteger("mesh.orders", 0);
  static final String KAFKA = "127.0.0.1:" + Integer.getInteger("mesh.kafka");
  static final String ARTEMIS = System.getProperty("mesh.artemis");
  static final String NATS = "nats://127.0.0.1:4222";
  static final String DATABASE = "jdbc:postgresql://127.0.0.1:5432/test?user=postgres";

  private Settings() {}
}
