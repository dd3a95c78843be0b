package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.workflows.webhook.Header;

/** A receiver's answer, as far as it was kept. */
@Schema(name = "Response")
record ResponseView(
    List<Header> headers,
    @Schema(description = "If it is text, by the charset that it names.") @Nullable String body,
    @Schema(description = "If it is no text.") @Nullable String bodyBase64,
    @Schema(description = "Whether there was more than was kept.") boolean truncated) {
  ResponseView {
    headers = List.copyOf(headers);
  }

  static ResponseView of(ReceivedResponse response) {
    return new ResponseView(
        response.headers(),
        response.text(),
        response.text() == null ? Base64.getEncoder().encodeToString(response.body()) : null,
        response.truncated());
  }
}
