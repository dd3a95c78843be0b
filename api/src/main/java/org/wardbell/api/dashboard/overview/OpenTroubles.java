package org.wardbell.api.dashboard.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.dashboard.overview.OverviewPage.Need;
import org.wardbell.workflows.calendar.CalendarState;

/** The search for what somebody has to see to: webhooks that fail, calendars to reconnect. */
@Component
final class OpenTroubles {
  /** More than anybody sees to at once; the rest follows when these are done. */
  private static final int SHOWN = 20;

  private final DSLContext database;
  private final WebhookStore webhooks;
  private final CalendarStore calendars;

  OpenTroubles(DSLContext database, WebhookStore webhooks, CalendarStore calendars) {
    this.database = database;
    this.webhooks = webhooks;
    this.calendars = calendars;
  }

  /** The webhooks of a clinic with what they need. */
  record Found(boolean hasWebhooks, List<Need> needs) {}

  Found of(@Nullable UUID clinic) {
    List<StoredWebhook> all =
        webhooks.list(database, clinic, null, WebhookStore.MAXIMUM_PER_CLINIC);
    List<Need> needs = new ArrayList<>();
    all.forEach(webhook -> add(webhook, needs));
    calendars
        .list(clinic, null, CalendarState.RECONNECT_NEEDED, null, SHOWN)
        .forEach(calendar -> needs.add(reconnect(calendar)));
    return new Found(!all.isEmpty(), needs.size() > SHOWN ? needs.subList(0, SHOWN) : needs);
  }

  private static void add(StoredWebhook webhook, List<Need> needs) {
    String name = webhook.webhook().settings().name();
    String address = "/deliveries?webhook_id=" + webhook.webhook().id();
    if (!webhook.enabled() && webhook.disabledReason() != null) {
      needs.add(
          new Need(
              "refused",
              name,
              "Switched off. " + DisabledReason.words(webhook.disabledReason()),
              null,
              address));
    } else if (webhook.enabled() && webhook.state().circuit().open()) {
      needs.add(
          new Need(
              "failed",
              name,
              "Its receiver fails again and again, so deliveries wait. Next probe",
              webhook.state().circuit().probeAt(),
              address));
    } else if (webhook.enabled() && webhook.state().failures() > 0) {
      needs.add(new Need("failed", name, failing(webhook.state().failures()), null, address));
    }
  }

  private static String failing(int failures) {
    return failures == 1
        ? "Its last request failed."
        : "Its last " + failures + " requests failed, one after the other.";
  }

  private static Need reconnect(CalendarView calendar) {
    return new Need(
        "failed",
        calendar.googleCalendarId(),
        "Google no longer lets us into this doctor's calendar. It has to be connected again.",
        null,
        "/api/docs");
  }
}
