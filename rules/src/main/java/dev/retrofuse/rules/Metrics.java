package dev.retrofuse.rules;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Who gets the agent's metrics, and of how many keys. Immutable. */
public final class Metrics {
  private final int keys;
  private final boolean durations;
  private final Prometheus prometheus;
  private final Otlp otlp;

  /**
   * @param prometheus null for no port
   * @param otlp null to send nothing
   */
  public Metrics(int keys, boolean durations, Prometheus prometheus, Otlp otlp) {
    this.keys = keys;
    this.durations = durations;
    this.prometheus = prometheus;
    this.otlp = otlp;
  }

  /** How many keys of a rule are told apart; the others are counted together. */
  public int keys() {
    return keys;
  }

  /** Whether the durations of calls are counted. */
  public boolean durations() {
    return durations;
  }

  /** Where Prometheus fetches them; null for nowhere. */
  public Prometheus prometheus() {
    return prometheus;
  }

  /** The collector that is sent them; null for none. */
  public Otlp otlp() {
    return otlp;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Metrics)) {
      return false;
    }
    Metrics that = (Metrics) other;
    return keys == that.keys
        && durations == that.durations
        && Match.same(prometheus, that.prometheus)
        && Match.same(otlp, that.otlp);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keys, durations, prometheus, otlp);
  }

  @Override
  public String toString() {
    return "prometheus " + prometheus + ", otlp " + otlp;
  }

  /** An address of this machine at which metrics can be fetched. */
  public static final class Prometheus {
    private final String host;
    private final int port;

    public Prometheus(String host, int port) {
      this.host = host;
      this.port = port;
    }

    /** A name or an address. */
    public String host() {
      return host;
    }

    /** 0 for any that is free. */
    public int port() {
      return port;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Prometheus
          && host.equals(((Prometheus) other).host)
          && port == ((Prometheus) other).port;
    }

    @Override
    public int hashCode() {
      return host.hashCode() * 31 + port;
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** A collector that is sent metrics, as OTLP over HTTP. */
  public static final class Otlp {
    private final String endpoint;
    private final String service;
    private final List<String> headers;
    private final List<String> resource;
    private final long intervalNanos;

    /**
     * @param headers name, value, name, value, ...
     * @param resource key, value, key, value, ...
     */
    public Otlp(
        String endpoint,
        String service,
        List<String> headers,
        List<String> resource,
        long intervalNanos) {
      this.endpoint = endpoint;
      this.service = service;
      this.headers = Collections.unmodifiableList(headers);
      this.resource = Collections.unmodifiableList(resource);
      this.intervalNanos = intervalNanos;
    }

    /** The collector's URL; without a path, {@code /v1/metrics} is meant. */
    public String endpoint() {
      return endpoint;
    }

    /** The resource's {@code service.name}. */
    public String service() {
      return service;
    }

    /** Names and values in turns: they may be credentials. */
    public List<String> headers() {
      return headers;
    }

    /** More attributes of the resource, keys and values in turns. */
    public List<String> resource() {
      return resource;
    }

    public long intervalNanos() {
      return intervalNanos;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Otlp)) {
        return false;
      }
      Otlp that = (Otlp) other;
      return endpoint.equals(that.endpoint)
          && service.equals(that.service)
          && headers.equals(that.headers)
          && resource.equals(that.resource)
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
}
