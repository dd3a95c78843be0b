package org.wardbell.activities.calendar.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.wardbell.activities.network.OutgoingProxy;
import org.wardbell.activities.network.OutgoingRoute;

/** The HTTP client with which Google's library sends. */
final class GoogleTransport {
  /** A page of 250 events, each with all that an event may hold, is some 5 MiB. */
  static final int MAXIMUM_ANSWER_BYTES = 16 * 1024 * 1024;

  private GoogleTransport() {}

  static HttpTransport along(OutgoingRoute route) {
    HttpClientBuilder client = Apache5HttpTransport.newDefaultHttpClientBuilder();
    client.addExecInterceptorLast("bounded answers", new BoundedAnswers(MAXIMUM_ANSWER_BYTES));
    route.proxy().ifPresent(proxy -> through(proxy, client));
    return new Apache5HttpTransport(client.build());
  }

  private static void through(OutgoingProxy proxy, HttpClientBuilder client) {
    HttpHost host = new HttpHost(proxy.host(), proxy.port());
    client.setProxy(host);
    if (proxy.username() != null && proxy.password() != null) {
      BasicCredentialsProvider credentials = new BasicCredentialsProvider();
      credentials.setCredentials(
          new AuthScope(host),
          new UsernamePasswordCredentials(proxy.username(), proxy.password().toCharArray()));
      client.setDefaultCredentialsProvider(credentials);
    }
  }
}
