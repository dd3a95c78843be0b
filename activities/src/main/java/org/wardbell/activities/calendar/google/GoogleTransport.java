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
  private GoogleTransport() {}

  static HttpTransport along(OutgoingRoute route) {
    HttpClientBuilder client = Apache5HttpTransport.newDefaultHttpClientBuilder();
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
