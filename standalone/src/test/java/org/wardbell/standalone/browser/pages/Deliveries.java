package org.wardbell.standalone.browser.pages;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;

/** Deliveries that tests of pages look at. */
final class Deliveries {
  private Deliveries() {}

  /** Makes a webhook whose receiver takes all, and an event; returns the delivery when it ended. */
  static String ended(RunningProduct product, TestClinic clinic) {
    webhook(product, clinic, "Patient CRM");
    clinic.api().event("appointment.booked", Map.of("appointment_id", 4711));
    String id = first(clinic);
    Await.until(
        "the end of the delivery",
        () -> !clinic.api().get("/deliveries/" + id).path("finished_at").isMissingNode());
    return id;
  }

  /** Makes a webhook; returns the path of its receiver, which takes all for now. */
  static String webhook(RunningProduct product, TestClinic clinic, String name) {
    String path = "/pages/" + UUID.randomUUID();
    product.receiver().behaveWell(path);
    clinic
        .api()
        .webhook(
            Map.of(
                "name",
                name,
                "url",
                product.receiver().url(path),
                "events",
                List.of("appointment.booked")));
    return path;
  }

  /** Returns the newest delivery of a clinic, once there is one. */
  static String first(TestClinic clinic) {
    return Await.until("a delivery", () -> newest(clinic), newest -> !newest.isMissingNode())
        .path("id")
        .asString();
  }

  private static JsonNode newest(TestClinic clinic) {
    return clinic.api().get("/deliveries").path("data").path(0);
  }
}
