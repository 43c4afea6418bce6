package dev.retrofuse.rules;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Where spans are sent, and whose they are. Immutable. */
public final class Spans {
  private final String endpoint;
  private final String service;
  private final List<String> headers;
  private final List<String> resource;
  private final int queue;
  private final int batch;
  private final long intervalNanos;

  /**
   * @param headers name, value, name, value, ...
   * @param resource key, value, key, value, ...
   */
  public Spans(
      String endpoint,
      String service,
      List<String> headers,
      List<String> resource,
      int queue,
      int batch,
      long intervalNanos) {
    this.endpoint = endpoint;
    this.service = service;
    this.headers = Collections.unmodifiableList(headers);
    this.resource = Collections.unmodifiableList(resource);
    this.queue = queue;
    this.batch = batch;
    this.intervalNanos = intervalNanos;
  }

  /** The collector's URL; without a path, {@code /v1/traces} is meant. */
  public String endpoint() {
    return endpoint;
  }

  /** The resource's {@code service.name}. */
  public String service() {
    return service;
  }

  /** Names and values in turns, to be sent with each batch: they may be credentials. */
  public List<String> headers() {
    return headers;
  }

  /** More attributes of the resource, keys and values in turns. */
  public List<String> resource() {
    return resource;
  }

  /** How many spans may wait; further ones are dropped. */
  public int queue() {
    return queue;
  }

  /** How many are sent at once. */
  public int batch() {
    return batch;
  }

  /** How long a span waits for others, at most. */
  public long intervalNanos() {
    return intervalNanos;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Spans)) {
      return false;
    }
    Spans that = (Spans) other;
    return endpoint.equals(that.endpoint)
        && service.equals(that.service)
        && headers.equals(that.headers)
        && resource.equals(that.resource)
        && queue == that.queue
        && batch == that.batch
        && intervalNanos == that.intervalNanos;
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpoint, service, headers, resource);
  }

  /** Without the headers, which may be credentials. */
  @Override
  public String toString() {
    return service + " to " + endpoint;
  }
}
