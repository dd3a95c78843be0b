package org.wardbell.api.dashboard.need;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.CalendarView;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.TroubledWebhook;
import org.wardbell.activities.webhook.state.Circuit;
import org.wardbell.workflows.calendar.CalendarState;

/**
 * The search for what somebody has to see to: parts of the server that are away, webhooks that
 * fail, calendars to reconnect.
 */
@Component
public final class OpenTroubles {
  /** More than anybody sees to at once; the rest follows when these are done. */
  private static final int SHOWN = 20;

  private final DSLContext database;
  private final CalendarStore calendars;
  private final ServerParts parts;

  OpenTroubles(DSLContext database, CalendarStore calendars, ServerParts parts) {
    this.database = database;
    this.calendars = calendars;
    this.parts = parts;
  }

  /** Returns whether there is anything. */
  boolean any(@Nullable UUID clinic) {
    return !parts.away().isEmpty()
        || !TroubledWebhook.list(database, clinic, 1).isEmpty()
        || !toReconnect(clinic, 1).isEmpty();
  }

  private List<CalendarView> toReconnect(@Nullable UUID clinic, int limit) {
    return calendars.list(clinic, null, CalendarState.RECONNECT_NEEDED, null, limit);
  }

  /**
   * Returns what the server, and a clinic's webhooks and calendars need, or those of all clinics
   * for null.
   */
  public List<Need> of(@Nullable UUID clinic) {
    List<Need> needs = new ArrayList<>();
    parts
        .away()
        .forEach(
            part ->
                needs.add(
                    new Need("failed", part.words(), part.sentence(), null, "/help#server", null)));
    TroubledWebhook.list(database, clinic, SHOWN).forEach(webhook -> needs.add(need(webhook)));
    toReconnect(clinic, SHOWN).forEach(calendar -> needs.add(reconnect(calendar)));
    return needs.size() > SHOWN ? needs.subList(0, SHOWN) : needs;
  }

  private static Need need(TroubledWebhook webhook) {
    String address = "/webhooks/" + webhook.id();
    if (webhook.disabledReason() != null) {
      String why = "Switched off. " + DisabledReason.words(webhook.disabledReason());
      return new Need("refused", webhook.name(), why, null, address, webhook.clinicId());
    }
    Circuit circuit = webhook.state().circuit();
    Instant probe = circuit.probeAt();
    boolean ahead = probe != null && probe.isAfter(Instant.now());
    return circuit.open()
        ? new Need(
            "failed",
            webhook.name(),
            "Its receiver fails again and again, so deliveries wait. "
                + (ahead ? "Next probe" : "The next probe goes as soon as a delivery is due."),
            ahead ? probe : null,
            address,
            webhook.clinicId())
        : new Need(
            "failed",
            webhook.name(),
            failing(webhook.state().failures()),
            null,
            address,
            webhook.clinicId());
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
        "/calendars/" + calendar.id(),
        calendar.clinicId());
  }
}
