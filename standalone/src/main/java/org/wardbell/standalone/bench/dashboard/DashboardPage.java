package org.wardbell.standalone.bench.dashboard;

import java.util.List;
import java.util.UUID;

/** A page that is loaded, by a name for people. */
record DashboardPage(String name, String path) {
  /** Returns all that a history makes larger. */
  static List<DashboardPage> all(Visit visit, UUID clinic, UUID webhook) {
    String delivery = visit.first("/api/v1/deliveries?clinic_id=" + clinic);
    String event = visit.first("/api/v1/events?clinic_id=" + clinic);
    return List.of(
        new DashboardPage("overview, 24 hours", "/"),
        new DashboardPage("overview, 90 days", "/?period=90d"),
        new DashboardPage("overview, figures anew", "/overview/figures"),
        new DashboardPage("overview, tail anew", "/overview/tail"),
        new DashboardPage("deliveries", "/deliveries"),
        new DashboardPage("deliveries given up", "/deliveries?status=EXHAUSTED"),
        new DashboardPage("deliveries that wait (none)", "/deliveries?status=PARKED"),
        new DashboardPage("deliveries of one webhook", "/deliveries?webhook_id=" + webhook),
        new DashboardPage("a delivery", "/deliveries/" + delivery),
        new DashboardPage("webhooks", "/webhooks"),
        new DashboardPage("a webhook", "/webhooks/" + webhook),
        new DashboardPage("events", "/events"),
        new DashboardPage("an event", "/events/" + event),
        new DashboardPage("replays", "/replays"),
        new DashboardPage("audit trail", "/settings/audit"));
  }
}
