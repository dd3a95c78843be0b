package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Payload;

/** Fields as {@code multipart/form-data} (RFC 7578), written as browsers write it. */
record MultipartForm(List<FormField> fields) implements PayloadWriter {
  @Override
  public RenderedPayload write(EventFacts event, Variables variables, UUID deliveryId) {
    List<FormField.Filled> filled = FormField.fill(fields, variables);
    String boundary = boundary(filled, deliveryId);
    StringBuilder out = new StringBuilder();
    for (FormField.Filled field : filled) {
      out.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
      appendName(out, field.name());
      out.append("\"\r\n\r\n").append(field.value()).append("\r\n");
    }
    out.append("--").append(boundary).append("--\r\n");
    return new RenderedPayload(
        out.toString().getBytes(StandardCharsets.UTF_8),
        Payload.MULTIPART + "; boundary=" + boundary);
  }

  /**
   * Returns the boundary: the same for each attempt, because it derives from the delivery, and in
   * none of the values.
   */
  private static String boundary(List<FormField.Filled> filled, UUID deliveryId) {
    String boundary = "wardbell-" + deliveryId;
    int number = 0;
    while (occurs(boundary, filled)) {
      number++;
      boundary = "wardbell-" + deliveryId + "-" + number;
    }
    return boundary;
  }

  private static boolean occurs(String boundary, List<FormField.Filled> filled) {
    return filled.stream().anyMatch(field -> field.value().contains(boundary));
  }

  /**
   * Appends a name by WHATWG HTML, section 4.10.22.8; RFC 7578, section 4.2 leaves the rest as
   * UTF-8.
   */
  private static void appendName(StringBuilder out, String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      switch (c) {
        case '"' -> out.append("%22");
        case '\r' -> out.append("%0D");
        case '\n' -> out.append("%0A");
        default -> out.append(c);
      }
    }
  }
}
