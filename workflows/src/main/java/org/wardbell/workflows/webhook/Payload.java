package org.wardbell.workflows.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a webhook: the part of an event that it sends, and its form.
 *
 * @param format its form
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
    form = KeptLists.orEmpty(form);
  }

  /** The content type of an HTML form, in which the data of GET and DELETE is kept. */
  public static final String URLENCODED = "application/x-www-form-urlencoded";

  /** The content type of an HTML form with files; Mailgun and others want it without files too. */
  public static final String MULTIPART = "multipart/form-data";

  /** CloudEvents in structured mode (JSON event format for CloudEvents, section 3). */
  public static final String CLOUDEVENTS = "application/cloudevents+json";

  /** FHIR R4 as JSON (FHIR R4, section 2.6.0). */
  public static final String FHIR = "application/fhir+json";
}
