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
 * @param body what is signed; not sent with a method that carries none
 * @param credentials what proves who we are; to be masked wherever a request is shown
 * @param tls what it brings to TLS, or null
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

  /** A request that proves nothing and brings nothing to TLS. */
  public OutgoingRequest(
      HttpMethod method, URI url, List<Header> headers, RenderedBody body, Duration timeout) {
    this(method, url, headers, body, timeout, List.of(), null);
  }

  /** The same, proving who we are, with what is left of its time. */
  public OutgoingRequest with(List<Credential> proof, Duration left) {
    return new OutgoingRequest(method, url, headers, body, left, proof, tls);
  }

  /** Where it goes, credentials included. */
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
