package org.wardbell.activities.request;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.authentication.Credential;
import org.wardbell.activities.template.PercentEncoding;
import org.wardbell.workflows.webhook.Authentication.Place;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.TlsIdentity;

/**
 * One HTTP request, complete and signed. Its text form hides everything but the method.
 *
 * @param url without the credentials that go into the query
 * @param headers without the credentials that go into headers
 * @param body the signed bytes; not sent with a method that carries none
 * @param credentials its authentication; to be masked wherever a request is shown
 * @param tls its client certificate and authorities, or null
 */
public record OutgoingRequest(
    HttpMethod method,
    URI url,
    List<Header> headers,
    RenderedBody body,
    Duration timeout,
    List<Credential> credentials,
    @Nullable TlsIdentity tls) {
  public OutgoingRequest {
    headers = List.copyOf(headers);
    credentials = List.copyOf(credentials);
  }

  /** Creates a request without credentials and TLS identity. */
  public OutgoingRequest(
      HttpMethod method, URI url, List<Header> headers, RenderedBody body, Duration timeout) {
    this(method, url, headers, body, timeout, List.of(), null);
  }

  /** Returns the same request with credentials, and with the remaining time as its timeout. */
  public OutgoingRequest with(List<Credential> proof, Duration left) {
    return new OutgoingRequest(method, url, headers, body, left, proof, tls);
  }

  /** Returns the URL, credentials included. */
  public String wholeUrl() {
    StringBuilder out = new StringBuilder(url.toString());
    char separator = out.indexOf("?") >= 0 ? '&' : '?';
    for (Credential credential : credentials) {
      if (credential.place() == Place.QUERY) {
        out.append(separator);
        PercentEncoding.append(out, credential.name());
        out.append('=');
        PercentEncoding.append(out, credential.value());
        separator = '&';
      }
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return "OutgoingRequest[" + method + "]";
  }
}
