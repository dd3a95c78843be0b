package org.wardbell.activities.payload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Payload;
import tools.jackson.databind.node.ObjectNode;

/**
 * The FHIR R4 resource that an event is about. A time that a resource must have and that the event
 * does not say is marked as unknown (data-absent-reason). A status cannot be: an appointment is
 * booked and a bill issued unless the event says otherwise.
 */
public final class FhirWriter implements PayloadWriter {
  /** Beginnings of the types that a resource fits. */
  private static final List<String> FITTING =
      List.of("appointment.", "patient.", "encounter.", "bill.");

  FhirWriter() {}

  /** Returns whether every event of a subscription's pattern has its resource. */
  public static boolean fits(String pattern) {
    return FITTING.stream().anyMatch(pattern::startsWith);
  }

  @Override
  public RenderedPayload write(EventFacts event, Variables variables, UUID deliveryId) {
    FhirFacts facts = new FhirFacts(event, variables);
    ObjectNode resource =
        switch (event.type().substring(0, event.type().indexOf('.') + 1)) {
          case "appointment." -> FhirAppointment.of(facts);
          case "patient." -> FhirPatient.of(facts);
          case "encounter." -> FhirEncounter.of(facts);
          case "bill." -> FhirInvoice.of(facts);
          default -> throw new UnrenderableException("no FHIR resource fits this kind of event");
        };
    return new RenderedPayload(resource.toString().getBytes(StandardCharsets.UTF_8), Payload.FHIR);
  }
}
