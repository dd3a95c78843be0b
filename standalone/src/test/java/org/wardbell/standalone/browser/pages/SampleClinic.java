package org.wardbell.standalone.browser.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.browser.product.TestPerson;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;

/**
 * A clinic in which something has happened: webhooks that deliver, that are refused and that nobody
 * answers, with long names and names from right to left. The walk through all pages looks at it.
 */
final class SampleClinic {
  private static final int EVENTS = 8;

  private static final class Shared {
    private static final SampleClinic INSTANCE = new SampleClinic(RunningProduct.shared());
  }

  private final TestClinic clinic;
  private final TestPerson administrator;
  private final TestPerson installation;
  private final String delivery;
  private final String webhook;
  private final String event;
  private final String export;
  private final String resend;
  private final String calendar;
  private final String appointment;
  private final String replay;

  private SampleClinic(RunningProduct product) {
    clinic = product.clinic("Praxis am Kirchplatz, Dr. Amelia Okafor & Partner");
    administrator = clinic.administrator();
    installation = product.administrator();
    product.receiver().behaveWell("/pages/well");
    product.receiver().behave("/pages/refuses", Step.answer(401));
    String well = webhook("Patient CRM", product.receiver().url("/pages/well"));
    webhook =
        webhook(
            "Abrechnung und Erinnerungen der Gemeinschaftspraxis, zweites System",
            product.receiver().url("/pages/refuses"));
    webhook("סנכרון תורים", "http://127.0.0.1:1/nobody");
    for (int i = 0; i < EVENTS; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    JsonNode newest = attempted(3 * EVENTS).path("data").path(0);
    delivery = newest.path("id").asString();
    event = newest.path("event_id").asString();
    export =
        clinic
            .api()
            .post("/exports", Map.of("kind", "deliveries", "status", "EXHAUSTED"))
            .path("id")
            .asString();
    resend =
        clinic
            .api()
            .post("/deliveries/resend", Map.of("status", "EXHAUSTED"))
            .path("id")
            .asString();
    replay = replayed(well);
    changed();
    ConnectedDoctor doctor = ConnectedDoctor.in(product, clinic);
    calendar = doctor.calendar();
    appointment = doctor.booked(ConnectedDoctor.soon());
    doctor
        .atGoogle()
        .create(
            "Private",
            ConnectedDoctor.soon().plusSeconds(7200),
            ConnectedDoctor.soon().plusSeconds(10800));
  }

  /** Delivers everything again to a webhook, and waits for the end. */
  private String replayed(String to) {
    String id =
        clinic
            .api()
            .post(
                "/webhooks/" + to + "/replays",
                Map.of("which", "all", "from", Instant.now().minusSeconds(3_600).toString()))
            .path("id")
            .asString();
    Await.until("the end of a replay", () -> clinic.api().get("/replays/" + id).has("finished_at"));
    return id;
  }

  /** Changes settings, so that there is a history. */
  private void changed() {
    clinic
        .api()
        .patch(
            "/webhooks/" + webhook,
            Map.of(
                "timeout_seconds",
                7,
                "answers",
                List.of(
                    Map.of(
                        "status", 409,
                        "contains", "already exists",
                        "meaning", "delivered",
                        "name", "there_already",
                        "advice", "Nothing is to be done.")),
                "headers",
                List.of(
                    Map.of("name", "X-Team", "value", "Empfang und Abrechnung ".repeat(12)),
                    Map.of("name", "X-Api-Key", "value", "a-key-of-a-test-0001"))));
    clinic
        .api()
        .patch(
            "/webhooks/" + webhook,
            Map.of("name", "Abrechnung und Erinnerungen der Gemeinschaftspraxis, drittes System"));
  }

  static SampleClinic shared() {
    return Shared.INSTANCE;
  }

  private String webhook(String name, String url) {
    return clinic
        .api()
        .webhook(Map.of("name", name, "url", url, "events", List.of("appointment.booked")))
        .path("id")
        .asString();
  }

  /** Waits until each delivery was tried once. */
  private JsonNode attempted(int count) {
    Await.until(
        count + " requests",
        () -> clinic.api().get("/attempts?limit=100").path("data").size(),
        attempts -> attempts >= count);
    return clinic.api().get("/deliveries");
  }

  TestPerson administrator() {
    return administrator;
  }

  /** Returns somebody who administers the installation. */
  TestPerson installation() {
    return installation;
  }

  /** Returns a replay that has ended. */
  String replay() {
    return replay;
  }

  /** Returns the clinic's id. */
  String clinic() {
    return clinic.id();
  }

  /** Returns the newest event. */
  String event() {
    return event;
  }

  /** Returns the newest delivery. */
  String delivery() {
    return delivery;
  }

  /** Returns a resend of deliveries as a job. */
  String resend() {
    return resend;
  }

  /** Returns an export of deliveries. */
  String export() {
    return export;
  }

  /** Returns a webhook whose receiver refuses what it gets. */
  String webhook() {
    return webhook;
  }

  /** Returns a connected calendar. */
  String calendar() {
    return calendar;
  }

  /** Returns an appointment that is in it. */
  String appointment() {
    return appointment;
  }
}
