package org.wardbell.activities.logjob;

import static org.wardbell.activities.database.generated.Tables.REPLAY;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.DeliverySlice;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.delivery.removal.DeliveryRemoval;

/** The pages of a removal: attempts of what has ended go first, then the deliveries. */
final class RemovalSteps {
  private final DSLContext dsl;
  private final SelectedDeliveries deliveries;

  RemovalSteps(DSLContext dsl, SelectedDeliveries deliveries) {
    this.dsl = dsl;
    this.deliveries = deliveries;
  }

  /** Reads a page; returns what removes it. */
  LogJobSteps.Change page(KeptLogJob job, @Nullable Long before, int limit) {
    DeliverySlice page = deliveries.page(job, before, limit);
    List<UUID> ended = ended(page.deliveries());
    return (transaction, row) -> {
      int attempts = ended.isEmpty() ? 0 : DeliveryRemoval.attempts(transaction, ended, limit);
      if (attempts > 0) {
        // The page stays until nothing is left of these.
        row.setAttempts(row.getAttempts() + attempts);
        return LogJobSteps.Changed.rows(attempts);
      }
      int removed = DeliveryRemoval.deliveries(transaction, ended);
      row.setDeliveries(row.getDeliveries() + removed);
      row.setKept(row.getKept() + page.deliveries().size() - ended.size());
      LogJobSteps.goOn(row, page.next());
      return LogJobSteps.Changed.rows(removed);
    };
  }

  /** A replay job that has not ended counts its deliveries still. */
  private List<UUID> ended(List<KeptDelivery> page) {
    Set<UUID> replays =
        page.stream()
            .map(KeptDelivery::replayId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Set<UUID> running =
        replays.isEmpty()
            ? Set.of()
            : dsl.select(REPLAY.ID)
                .from(REPLAY)
                .where(REPLAY.ID.in(replays))
                .and(REPLAY.FINISHED_AT.isNull())
                .fetchSet(REPLAY.ID);
    return page.stream()
        .filter(delivery -> delivery.finishedAt() != null)
        .filter(delivery -> delivery.replayId() == null || !running.contains(delivery.replayId()))
        .map(KeptDelivery::id)
        .toList();
  }
}
