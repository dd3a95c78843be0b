package org.wardbell.api.dashboard.overview;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.FirstDelivered;
import org.wardbell.activities.event.EventQuery;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.event.SampleEvents;

/** The query for how far somebody has come with the first steps. */
@Component
final class FirstStepsQuery {
  /** Leaves the last tick to be seen, and does not come back. */
  private static final Duration SHOWN_AFTER = Duration.ofMinutes(10);

  /** More clinics than an installation has; a forgotten one costs a small query. */
  private static final int REMEMBERED = 10_000;

  private static final UUID ALL_CLINICS = new UUID(0, 0);

  private final DSLContext database;
  private final WebhookStore webhooks;
  private final EventQuery events;
  private final SampleEvents samples;
  private final RequestedClinic clinics;

  /** Whose steps are done, zero for all clinics: nobody has to be asked again. */
  private final Cache<UUID, Boolean> done = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  FirstStepsQuery(
      DSLContext database,
      WebhookStore webhooks,
      EventQuery events,
      SampleEvents samples,
      RequestedClinic clinics) {
    this.database = database;
    this.webhooks = webhooks;
    this.events = events;
    this.samples = samples;
    this.clinics = clinics;
  }

  /**
   * Returns the steps for a page that somebody opens; empty once they are done, or once this person
   * put them away.
   */
  Optional<FirstSteps> open(Caller caller, SignedIn signedIn) {
    return signedIn.person().properties().stepsAway()
        ? Optional.empty()
        : of(caller).filter(steps -> steps.arrived() == null);
  }

  /** Returns the steps for a page that has them; the last tick is to be seen. */
  Optional<FirstSteps> of(Caller caller) {
    UUID whose = Objects.requireNonNullElse(caller.clinicId(), ALL_CLINICS);
    if (done.getIfPresent(whose) != null) {
      return Optional.empty();
    }
    @Nullable FirstDelivered first = FirstDelivered.find(database, caller.clinicId()).orElse(null);
    if (first != null && first.at().isBefore(Instant.now().minus(SHOWN_AFTER))) {
      done.put(whose, true);
      return Optional.empty();
    }
    StoredWebhook newest = newest(caller);
    return Optional.of(
        new FirstSteps(
            newest == null ? null : newest.webhook().settings().name(),
            newest == null ? null : sample(newest, caller),
            !events.list(EventQuery.in(caller.clinicId(), null, null), 1).isEmpty(),
            first == null ? null : first.id()));
  }

  /** Posts the event of the second step, if there is a webhook that would get it. */
  void post(Caller caller) {
    StoredWebhook newest = newest(caller);
    if (newest != null) {
      samples.post(clinic(newest, caller), sample(newest, caller), caller);
    }
  }

  private @Nullable StoredWebhook newest(Caller caller) {
    List<StoredWebhook> newest = webhooks.list(database, caller.clinicId(), null, 1);
    return newest.isEmpty() ? null : newest.getFirst();
  }

  private String sample(StoredWebhook webhook, Caller caller) {
    return samples.type(clinic(webhook, caller), webhook.webhook().settings().events());
  }

  private UUID clinic(StoredWebhook webhook, Caller caller) {
    UUID own = webhook.webhook().clinicId();
    return own == null ? clinics.of(caller, null) : own;
  }
}
