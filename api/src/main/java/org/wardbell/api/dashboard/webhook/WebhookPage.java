package org.wardbell.api.dashboard.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.delivery.DeliveriesPage;
import org.wardbell.api.dashboard.frame.DistinctNames;
import org.wardbell.api.dashboard.overview.StackedColumns;
import org.wardbell.api.dashboard.schedule.ScheduleLine;

/**
 * The content of a webhook's page.
 *
 * @param version of its settings
 * @param waiting what waits, by its reasons in words
 * @param isMore whether more waits than was counted
 * @param firstEnd when the first of it is given up, or null
 * @param recent its newest deliveries
 * @param marks when its settings were changed
 * @param p50 of the last 24 hours in words, or empty
 * @param retiring when old secrets that still sign end, the next one first
 * @param publicKey checks the signature v1a, or null
 * @param fresh a secret that is shown now and never again, or null
 * @param done what the person's last act was, or null
 */
public record WebhookPage(
    UUID id,
    @Nullable UUID clinic,
    int version,
    String name,
    Target target,
    String method,
    List<String> events,
    boolean isEnabled,
    boolean isPaused,
    boolean isReadable,
    WebhookHealth health,
    HealthSentence sentence,
    List<Waiting> waiting,
    boolean isMore,
    @Nullable Instant nextProbeAt,
    @Nullable Instant firstEnd,
    StackedColumns chart,
    List<StackedColumns.Mark> marks,
    TimeLines times,
    String p50,
    String p95,
    List<DeliveriesPage.Row> recent,
    ScheduleLine schedule,
    List<Instant> retiring,
    @Nullable String publicKey,
    @Nullable FreshSecret fresh,
    @Nullable String done) {
  public WebhookPage {
    events = List.copyOf(events);
    waiting = List.copyOf(waiting);
    recent = List.copyOf(recent);
    retiring = List.copyOf(retiring);
    marks = List.copyOf(marks);
  }

  /** Returns the end of its id, by which lists tell two of one name apart. */
  public String shortId() {
    return DistinctNames.shortId(id);
  }

  /** Returns how many deliveries wait, as far as they were counted. */
  public int waits() {
    return waiting.stream().mapToInt(Waiting::count).sum();
  }

  /** Deliveries that wait for the same reason. */
  public record Waiting(String reason, int count) {}

  /**
   * A secret in the answer that made it.
   *
   * @param oldValidUntil until then the old one signs as well; null if none does
   * @param endsOld whether it took the place of another one at once
   */
  public record FreshSecret(String secret, @Nullable Instant oldValidUntil, boolean endsOld) {
    @Override
    public String toString() {
      return "FreshSecret[hidden]";
    }
  }
}
