package dev.retrofuse.instrumentation.apachehttpclient4;

import org.apache.http.client.HttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.params.CoreConnectionPNames;

/** The client of 4.0 to 4.2, which later versions still have. */
@SuppressWarnings("deprecation")
class DefaultHttpClientTest extends ApacheContract {
  @Override
  HttpClient client(int timeoutMillis) {
    HttpClient client = new DefaultHttpClient();
    client.getParams().setIntParameter(CoreConnectionPNames.SO_TIMEOUT, timeoutMillis);
    return client;
  }
}
