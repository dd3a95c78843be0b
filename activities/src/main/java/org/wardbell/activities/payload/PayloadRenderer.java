package org.wardbell.activities.payload;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;

/** The renderer of events for one version of a webhook. Immutable, for all threads. */
public final class PayloadRenderer {
  /** The largest body other than the standard envelope: as much as an event may have. */
  public static final int MAXIMUM_BYTES = 256 * 1024;

  private final Payload payload;
  private final PayloadWriter writer;
  private final boolean reproducible;

  private PayloadRenderer(Payload payload, PayloadWriter writer, boolean reproducible) {
    this.payload = payload;
    this.writer = writer;
    this.reproducible = reproducible;
  }

  /**
   * Prepares a webhook's payload.
   *
   * @throws org.wardbell.activities.template.TemplateSyntaxException if a template has a mistake
   * @throws org.wardbell.activities.expression.ExpressionSyntaxException if a transformation has
   */
  public static PayloadRenderer of(Payload payload, HttpMethod method) {
    boolean standard = payload.format() == PayloadFormat.STANDARD && method.carriesBody();
    return new PayloadRenderer(
        payload,
        writer(payload, method.carriesBody()),
        standard && payload.detail() == PayloadDetail.FULL);
  }

  private static PayloadWriter writer(Payload payload, boolean body) {
    return switch (payload.format()) {
      case STANDARD ->
          body
              ? (event, _, _) ->
                  new RenderedPayload(
                      Envelope.render(event, Envelope.LATEST_VERSION), payload.contentType())
              : (event, _, _) -> FlatQuery.ofEnvelope(event);
      case CLOUDEVENTS -> (event, _, _) -> CloudEvent.structured(event);
      case CLOUDEVENTS_BINARY ->
          (event, _, _) -> new RenderedPayload(event.data(), payload.contentType());
      case TEMPLATE -> template(payload);
      case FORM -> form(payload, body);
      case TRANSFORM ->
          new TransformWriter(
              Expression.compile(
                  Objects.requireNonNull(payload.transform(), "a transformation has one")),
              payload.contentType(),
              body);
      case FHIR -> new FhirWriter();
    };
  }

  private static PayloadWriter template(Payload payload) {
    String body = Objects.requireNonNull(payload.body(), "a template has a body");
    return new TemplateWriter(
        Template.parse(body, BodyLanguage.of(payload.contentType()).target()),
        payload.contentType());
  }

  private static PayloadWriter form(Payload payload, boolean body) {
    List<FormField> fields = FormField.parse(payload.form());
    return body && payload.contentType().startsWith(Payload.MULTIPART)
        ? new MultipartForm(fields)
        : new UrlencodedForm(fields);
  }

  /** Returns whether it is the standard envelope, which is the same bytes each time it is made. */
  public boolean isReproducible() {
    return reproducible;
  }

  /** Returns the event with no more data than this webhook may send. */
  public EventFacts visible(EventFacts event) {
    return VisibleEvent.of(event, payload.detail());
  }

  /**
   * Returns the payload of one delivery.
   *
   * @param visible the event as {@link #visible} returned it
   * @param variables of that
   * @throws org.wardbell.activities.expression.ExpressionFailure if a transformation fails
   * @throws UnrenderableException if this event cannot be written, or needs more than {@link
   *     #MAXIMUM_BYTES}; the message quotes no value
   */
  public RenderedPayload render(EventFacts visible, Variables variables, UUID deliveryId) {
    RenderedPayload rendered = writer.write(visible, variables, deliveryId);
    // The standard envelope is as large as its event, which was measured when it came.
    if (!reproducible && rendered.bytes().length > MAXIMUM_BYTES) {
      throw new UnrenderableException("the body is larger than 256 KiB");
    }
    return rendered;
  }

  /** Headers that belong to the format. */
  public List<Header> headers(EventFacts visible) {
    return payload.format() == PayloadFormat.CLOUDEVENTS_BINARY
        ? CloudEvent.headers(visible)
        : List.of();
  }
}
