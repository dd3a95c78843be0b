package org.wardbell.api.webhook;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.activities.preview.TestSendRequest;
import org.wardbell.api.json.NumberLimits;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.event.NearNames;
import tools.jackson.databind.JsonNode;

/**
 * The choice of the event that a test sends: the requested parts, the rest from the catalogue's
 * samples.
 */
@Component
final class TestOrders {
  /** The width of the column of types. */
  private static final int MAXIMUM_TYPE = 120;

  private final ClinicCatalogues catalogues;

  TestOrders(ClinicCatalogues catalogues) {
    this.catalogues = catalogues;
  }

  /**
   * @param clinic whose event it would be
   * @param patterns of the webhook, to choose a type by
   */
  TestSendRequest of(TestRequest request, UUID clinic, List<String> patterns) {
    FieldChecks checks = new FieldChecks();
    SampleData samples = new SampleData(catalogues.of(clinic));
    String type =
        request.eventType() == null
            ? samples.typeFor(patterns)
            : type(request.eventType(), clinic, checks);
    JsonNode data = request.data();
    if (data != null && !data.isObject()) {
      checks.add("data", "is not a JSON object", "Send an object, or leave it out for samples.");
    }
    if (data != null && !NumberLimits.areKept(data)) {
      checks.add("data", NumberLimits.PROBLEM, "Send a smaller number, or send it as text.");
    }
    checks.orThrow();
    return new TestSendRequest(clinic, type, data == null ? samples.of(type) : data.toString());
  }

  private String type(String asked, UUID clinic, FieldChecks checks) {
    String canonical = asked.length() > MAXIMUM_TYPE ? null : catalogues.canonical(clinic, asked);
    if (canonical == null) {
      checks.add(
          "event_type",
          "is not a type of the catalogue",
          NearNames.question(
              catalogues.of(clinic).near(asked),
              "Use a type such as appointment.booked (GET /api/v1/event-types lists them)."));
      return "";
    }
    return canonical;
  }
}
