package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.PercentEncoding;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Payload;

/** Fields as {@code application/x-www-form-urlencoded} (WHATWG URL, section 5.2). */
record UrlencodedForm(List<FormField> fields) implements PayloadWriter {
  @Override
  public RenderedPayload write(EventFacts event, Variables variables, UUID deliveryId) {
    StringBuilder out = new StringBuilder();
    for (FormField.Filled field : FormField.fill(fields, variables)) {
      if (!out.isEmpty()) {
        out.append('&');
      }
      PercentEncoding.appendForm(out, field.name());
      PercentEncoding.appendForm(out.append('='), field.value());
    }
    return new RenderedPayload(
        out.toString().getBytes(StandardCharsets.US_ASCII), Payload.URLENCODED);
  }
}
