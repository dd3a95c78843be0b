package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.Variables;

/** The webhook's own body template. */
record TemplateWriter(Template template, String contentType) implements PayloadWriter {
  @Override
  public RenderedPayload write(EventFacts event, Variables variables, UUID deliveryId) {
    String text = template.render(variables, PayloadRenderer.MAXIMUM_BYTES);
    return new RenderedPayload(text.getBytes(StandardCharsets.UTF_8), contentType);
  }
}
