package org.wardbell.activities.authentication;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.TlsIdentity;

/**
 * The transport that posts a form to a token endpoint: behind the network guard, without redirects,
 * once.
 */
public interface TokenTransport {
  /**
   * The answer of a token endpoint, or the reason why there is none.
   *
   * @param code the stable code of the answer, or of its absence
   * @param status null if there was no complete answer
   * @param body the part that was read
   */
  record Answer(String code, @Nullable Integer status, byte[] body, boolean truncated) {}

  /**
   * Blocks its thread for at most the timeout.
   *
   * @param tls the webhook's, where the endpoint is at the webhook's server, or null
   */
  Answer post(
      URI url, List<Header> headers, byte[] form, @Nullable TlsIdentity tls, Duration timeout);
}
