package org.wardbell.standalone.bench.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A page that is loaded, by a name for people. */
record DashboardPage(String name, String path) {
  /** Returns the pages that a visitor sees, and the parts of them that are fetched again. */
  static List<DashboardPage> all(Visit visit, UUID clinic, UUID webhook) {
    String delivery = visit.first("/api/v1/deliveries?clinic_id=" + clinic);
    String event = visit.first("/api/v1/events?clinic_id=" + clinic);
    List<DashboardPage> pages = new ArrayList<>(ofHistory(webhook, delivery, event));
    pages.addAll(ofWebhooks(webhook));
    pages.addAll(others());
    return pages;
  }

  private static List<DashboardPage> ofHistory(UUID webhook, String delivery, String event) {
    return List.of(
        new DashboardPage("overview, 24 hours", "/"),
        new DashboardPage("overview, 1 hour", "/?period=1h"),
        new DashboardPage("overview, 7 days", "/?period=7d"),
        new DashboardPage("overview, 30 days", "/?period=30d"),
        new DashboardPage("overview, 90 days", "/?period=90d"),
        new DashboardPage("overview, figures anew", "/overview/figures"),
        new DashboardPage("overview, tail anew", "/overview/tail"),
        new DashboardPage("deliveries", "/deliveries"),
        new DashboardPage("deliveries given up", "/deliveries?status=EXHAUSTED"),
        new DashboardPage("deliveries that wait (none)", "/deliveries?status=PARKED"),
        new DashboardPage("deliveries of a webhook", "/deliveries?webhook_id=" + webhook),
        new DashboardPage(
            "deliveries of a webhook, given up",
            "/deliveries?status=EXHAUSTED&webhook_id=" + webhook),
        new DashboardPage("deliveries of an event type", "/deliveries?event_type=bill.paid"),
        new DashboardPage("deliveries with a rare code", "/deliveries?code=http_410"),
        new DashboardPage("a delivery", "/deliveries/" + delivery),
        new DashboardPage("events", "/events"),
        new DashboardPage("events of a type", "/events?event_type=bill.paid"),
        new DashboardPage("an event", "/events/" + event),
        new DashboardPage("types of events", "/events/types"));
  }

  private static List<DashboardPage> ofWebhooks(UUID webhook) {
    String one = "/webhooks/" + webhook;
    return List.of(
        new DashboardPage("webhooks", "/webhooks"),
        new DashboardPage("webhooks, second page", "/webhooks?page=2"),
        new DashboardPage("webhooks that fail", "/webhooks?state=failing"),
        new DashboardPage("a webhook", one),
        new DashboardPage("a webhook's history", one + "/history"),
        new DashboardPage("a webhook's test", one + "/test"),
        new DashboardPage("a webhook's settings", one + "/edit"),
        new DashboardPage("new webhook", "/webhooks/new"),
        new DashboardPage("all webhooks' test", "/webhooks/test"));
  }

  private static List<DashboardPage> others() {
    return List.of(
        new DashboardPage("replays", "/replays"),
        new DashboardPage("new replay", "/replays/new"),
        new DashboardPage("calendars", "/calendars"),
        new DashboardPage("appointments", "/appointments"),
        new DashboardPage("audit trail", "/settings/audit"),
        new DashboardPage("people", "/settings/people"),
        new DashboardPage("API keys", "/settings/keys"),
        new DashboardPage("clinics", "/settings/clinics"),
        new DashboardPage("my account", "/settings/account"),
        new DashboardPage("help", "/help"));
  }
}
