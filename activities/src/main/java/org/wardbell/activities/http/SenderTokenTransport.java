package org.wardbell.activities.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.authentication.TokenTransport;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.workflows.delivery.AnswerRules;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.TlsIdentity;

/**
 * A transport to token endpoints over the sender of webhooks: the same guard, limits and codes of
 * failures.
 */
final class SenderTokenTransport implements TokenTransport {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final WebhookSender sender;

  SenderTokenTransport(WebhookSender sender) {
    this.sender = sender;
  }

  @Override
  public Answer post(
      URI url, List<Header> headers, byte[] form, @Nullable TlsIdentity tls, Duration timeout) {
    AttemptReport report =
        sender.send(
            new OutgoingRequest(
                HttpMethod.POST,
                url,
                headers,
                new RenderedBody(form, FORM, true),
                timeout,
                List.of(),
                tls),
            AnswerReader.MAXIMUM_READ_BYTES);
    Integer status = report.httpStatus();
    ReceivedResponse response = report.response();
    if (status == null || response == null || !report.code().equals(AnswerRules.code(status))) {
      return new Answer(report.code(), null, new byte[0], false); // None, or one that broke off.
    }
    return new Answer(report.code(), status, response.body(), response.truncated());
  }
}
