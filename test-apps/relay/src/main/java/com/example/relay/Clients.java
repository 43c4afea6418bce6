package com.example.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.apache.hc.core5.http.ContentType;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

/** The clients. */
final class Clients {
  private static final String JSON = "application/json";

  private Clients() {}

  /** By the names that {@link Relay} says. */
  static Map<String, Relay.Client> all() {
    Map<String, Relay.Client> clients = new HashMap<>();
    OkHttpClient okHttp = new OkHttpClient();
    clients.put("url-connection", Clients::urlConnection);
    clients.put("apache4", apache4());
    clients.put("apache5", apache5());
    clients.put("okhttp", (url, json) -> okHttp.newCall(request(url, json)).execute().close());
    clients.put("okhttp-async", okHttpAsync(okHttp));
    clients.put("java-http", javaHttp());
    clients.put("grpc", Grpc.client());
    return clients;
  }

  /** The same with those of messaging, which need brokers. */
  static Map<String, Relay.Client> all(String kafka) throws Exception {
    Map<String, Relay.Client> clients = all();
    clients.put("kafka", Messages.kafka(loop(), kafka));
    clients.put("rabbitmq", Messages.rabbit(loop()));
    clients.put("jms", Messages.jms(loop()));
    clients.put("nats", Messages.nats(loop()));
    clients.put("mqtt", Messages.mqtt(loop()));
    clients.put("jedis", Redis.jedis(loop()));
    clients.put("lettuce", Redis.lettuce(loop()));
    return clients;
  }

  private static Loop loop() {
    return new Loop(Clients::urlConnection);
  }

  private static void urlConnection(String url, byte[] json) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", JSON);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(json);
    }
    byte[] buffer = new byte[1024];
    try (InputStream in = connection.getInputStream()) {
      while (in.read(buffer) >= 0) {
        // What is answered does not matter.
      }
    }
  }

  private static Relay.Client apache4() {
    CloseableHttpClient client = HttpClients.createDefault();
    return (url, json) -> {
      HttpPost post = new HttpPost(url);
      post.setHeader("Content-Type", JSON);
      post.setEntity(new ByteArrayEntity(json));
      EntityUtils.consume(client.execute(post).getEntity());
    };
  }

  private static Relay.Client apache5() {
    org.apache.hc.client5.http.impl.classic.CloseableHttpClient client =
        org.apache.hc.client5.http.impl.classic.HttpClients.createDefault();
    return (url, json) -> {
      org.apache.hc.client5.http.classic.methods.HttpPost post =
          new org.apache.hc.client5.http.classic.methods.HttpPost(url);
      post.setEntity(
          new org.apache.hc.core5.http.io.entity.ByteArrayEntity(
              json, ContentType.APPLICATION_JSON));
      client.execute(
          post,
          response -> {
            org.apache.hc.core5.http.io.entity.EntityUtils.consume(response.getEntity());
            return null;
          });
    };
  }

  private static Relay.Client okHttpAsync(OkHttpClient client) {
    return (url, json) -> {
      CompletableFuture<Void> done = new CompletableFuture<>();
      client.newCall(request(url, json)).enqueue(new Completing(done));
      try {
        done.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IOException(e);
      }
    };
  }

  private static Relay.Client javaHttp() {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return (url, json) -> {
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(json)).build();
      try {
        client.send(post, BodyHandlers.discarding());
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    };
  }

  private static Request request(String url, byte[] json) {
    RequestBody body = RequestBody.create(json, MediaType.get(JSON));
    return new Request.Builder().url(url).post(body).build();
  }

  private static final class Completing implements Callback {
    private final CompletableFuture<Void> done;

    Completing(CompletableFuture<Void> done) {
      this.done = done;
    }

    @Override
    public void onFailure(Call call, IOException e) {
      done.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call call, Response response) {
      response.close();
      done.complete(null);
    }
  }
}
