package org.wardbell.workflows.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook sends of an event.
 *
 * @param format how it is written
 * @param detail how much of the data leaves; templates, forms and transformations see no more
 * @param contentType of the body
 * @param body template, present for {@link PayloadFormat#TEMPLATE} only
 * @param form fields whose values are templates, present for {@link PayloadFormat#FORM} only
 * @param transform JSONata expression, present for {@link PayloadFormat#TRANSFORM} only
 */
public record Payload(
    PayloadFormat format,
    PayloadDetail detail,
    String contentType,
    @Nullable String body,
    List<Header> form,
    @Nullable String transform) {

  /** The content type of all formats that are JSON, unless the webhook says otherwise. */
  public static final String JSON = "application/json";

  /** The default: the standard envelope with all data. */
  public static final Payload STANDARD =
      new Payload(PayloadFormat.STANDARD, PayloadDetail.FULL, JSON, null, List.of(), null);

  public Payload {
    form = List.copyOf(form);
  }

  /** A template of JSON. */
  public static Payload ofTemplate(String body) {
    return new Payload(PayloadFormat.TEMPLATE, PayloadDetail.FULL, JSON, body, List.of(), null);
  }
}
