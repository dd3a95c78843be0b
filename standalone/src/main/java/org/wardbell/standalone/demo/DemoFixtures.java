package org.wardbell.standalone.demo;

import java.util.List;
import java.util.Map;
import org.wardbell.simulator.receiver.Behaviour;
import tools.jackson.databind.JsonNode;

/** The demo's clinic and its two receivers, one healthy, one that has trouble at first. */
final class DemoFixtures {
  /** Waits before the attempts, in seconds; short, so that nobody has to wait for the story. */
  private static final List<Integer> SHORT_SCHEDULE = List.of(0, 2, 3);

  private static final String ALL_EVENTS = "*";

  private final DemoEnvironment stage;
  private final WardbellClient client;
  private final Narrator narrator;

  DemoFixtures(DemoEnvironment stage, WardbellClient client, Narrator narrator) {
    this.stage = stage;
    this.client = client;
    this.narrator = narrator;
  }

  /** Makes the clinic; returns its id. */
  String clinic() {
    String step = "clinic made";
    JsonNode made =
        client.post(
            step,
            "clinics",
            Map.of(
                "name", "Harbour Clinic",
                "email", "hello@harbour-clinic.example",
                "contact_number", "+44 7700 900100",
                "time_zone", "Europe/London"),
            201);
    narrator.done(step, "Harbour Clinic");
    return made.path("id").asString();
  }

  /** Returns a receiver that answers 200. */
  DemoWebhook healthy(String clinic) {
    DemoWebhook webhook = webhook(clinic, "Patient CRM", "/hook/crm", List.of(ALL_EVENTS));
    narrator.done("webhook made", "Patient CRM wants everything; it answers 200");
    narrator.more("", stage.page("/webhooks/" + webhook.id()));
    return webhook;
  }

  /** Returns a receiver that answers 503 twice and then 200. */
  DemoWebhook flaky(String clinic) {
    stage.receiver().behave("/hook/billing", Behaviour.statuses(503, 503, 200));
    DemoWebhook webhook =
        webhook(clinic, "Billing", "/hook/billing", List.of("appointment.booked", "bill.*"));
    narrator.done(
        "webhook made", "Billing wants bookings and bills; it answers 503 twice, then 200");
    narrator.more("", stage.page("/webhooks/" + webhook.id()));
    return webhook;
  }

  private DemoWebhook webhook(String clinic, String name, String path, List<String> events) {
    JsonNode made =
        client.post(
            "webhook made",
            "webhooks",
            Map.of(
                "clinic", clinic,
                "name", name,
                "url", stage.receiver().url(path),
                "events", events,
                "retry", Map.of("schedule_seconds", SHORT_SCHEDULE)),
            201);
    return new DemoWebhook(
        made.path("id").asString(), name, path, made.path("signing_secret").asString());
  }
}
