package org.wardbell.api.delivery;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.http.ReceivedResponse;
import org.wardbell.activities.preview.BodyText;
import org.wardbell.workflows.webhook.Header;

/** A receiver's answer, as far as it was kept. */
@Schema(name = "Response")
record ResponseView(
    List<Header> headers,
    @Schema(description = "If it is UTF-8 text.") @Nullable String body,
    @Schema(description = "If it is not UTF-8 text.") @Nullable String bodyBase64,
    @Schema(description = "Whether there was more than was kept.") boolean truncated) {
  ResponseView {
    headers = List.copyOf(headers);
  }

  static ResponseView of(ReceivedResponse response) {
    return new ResponseView(
        response.headers(),
        BodyText.text(response.body()),
        BodyText.base64(response.body()),
        response.truncated());
  }
}
