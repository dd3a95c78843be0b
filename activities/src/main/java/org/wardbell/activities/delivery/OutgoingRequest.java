package org.wardbell.activities.delivery;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;

/**
 * One HTTP request, complete and signed. Its text form hides everything but the method.
 *
 * @param body what is signed; not sent with a method that carries none
 */
record OutgoingRequest(
    HttpMethod method, URI url, List<Header> headers, RenderedBody body, Duration timeout) {
  public OutgoingRequest {
    headers = List.copyOf(headers);
  }

  @Override
  public String toString() {
    return "OutgoingRequest[" + method + "]";
  }
}
