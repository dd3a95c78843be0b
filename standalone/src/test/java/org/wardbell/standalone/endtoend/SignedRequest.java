package org.wardbell.standalone.endtoend;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wardbell.simulator.http.Header;
import org.wardbell.simulator.receiver.ReceivedRequest;

/** The check of a signature as a stranger does it: with the library of Standard Webhooks. */
final class SignedRequest {
  private SignedRequest() {}

  static void verify(String secret, ReceivedRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : request.headers()) {
      headers.put(header.name(), List.of(header.value()));
    }
    try {
      new Webhook(secret).verify(request.text(), HttpHeaders.of(headers, (name, value) -> true));
    } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
      throw new AssertionError("I6: wrong signature on " + request.webhookId(), e);
    }
  }
}
