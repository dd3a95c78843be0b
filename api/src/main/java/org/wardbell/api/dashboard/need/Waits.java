package org.wardbell.api.dashboard.need;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.calendar.trouble.AlertKind;
import org.wardbell.activities.calendar.trouble.Alerts;
import org.wardbell.activities.webhook.WaitingWebhook;

/**
 * The answer to what waits although all parts of the server work, for the lamp of every page:
 * deliveries behind a receiver that fails or asked to be left alone, and calendars that are behind.
 * Kept for a few seconds.
 */
@Component
public final class Waits {
  /** Webhooks, or calendars, that are counted one by one; more is only "more than". */
  private static final int COUNTED = 100;

  private final DSLContext database;
  private final KeptForClinics<List<String>> kept = new KeptForClinics<>(this::look);

  Waits(DSLContext database) {
    this.database = database;
  }

  /** Returns what waits in a clinic, or in all of them for null, as sentences. */
  public List<String> of(@Nullable UUID clinic) {
    return kept.of(clinic);
  }

  private List<String> look(@Nullable UUID clinic) {
    List<String> waits = new ArrayList<>();
    List<WaitingWebhook> webhooks = WaitingWebhook.list(database, clinic, COUNTED + 1);
    if (webhooks.size() == 1) {
      WaitingWebhook only = webhooks.getFirst();
      waits.add(
          only.state().circuit().open()
              ? "Deliveries to %s wait: its receiver fails, and only probes are sent."
                  .formatted(only.name())
              : "Deliveries to %s wait: its receiver asked for a pause.".formatted(only.name()));
    } else if (!webhooks.isEmpty()) {
      waits.add(
          "Deliveries to %s webhooks wait: their receivers fail, or asked for a pause."
              .formatted(words(webhooks.size())));
    }
    int calendars = Alerts.count(database, AlertKind.SYNC_DELAYED, clinic, COUNTED + 1);
    if (calendars > 0) {
      waits.add(
          calendars == 1 ? "A calendar is behind." : words(calendars) + " calendars are behind.");
    }
    return List.copyOf(waits);
  }

  private static String words(int count) {
    return count > COUNTED ? "More than " + COUNTED : Integer.toString(count);
  }
}
