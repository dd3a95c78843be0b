package org.wardbell.activities.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;

/** Requests as tests need them. */
public final class Requests {
  private Requests() {}

  /** Returns a POST of a small JSON body. */
  public static OutgoingRequest post(String url, Duration timeout, Header... headers) {
    return of(HttpMethod.POST, url, timeout, headers);
  }

  /** Returns a request whose body is small, where its method has one. */
  static OutgoingRequest of(HttpMethod method, String url, Duration timeout, Header... headers) {
    return new OutgoingRequest(
        method,
        uri(url),
        List.of(headers),
        new RenderedBody("{\"n\":1}".getBytes(StandardCharsets.UTF_8), "application/json", true),
        timeout);
  }

  /** Returns a URI, or one that no client takes where the text is none. */
  public static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return URI.create("not-a-url");
    }
  }
}
