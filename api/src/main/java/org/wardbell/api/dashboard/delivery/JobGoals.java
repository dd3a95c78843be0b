package org.wardbell.api.dashboard.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.logjob.KeptLogJob;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.activities.logjob.LogJobStatus;
import org.wardbell.activities.logjob.LogRecords;
import org.wardbell.api.access.Caller;
import org.wardbell.api.dashboard.frame.Figures;

/**
 * The goals of jobs that are not done: about how many deliveries there are to do. Counted when
 * somebody first looks, and remembered, because a page asks every two seconds.
 */
@Component
final class JobGoals {
  /** Longer than most jobs run; one that goes on after it is counted again. */
  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  /** Jobs; an answer is a number. */
  private static final int REMEMBERED = 1_000;

  private final DeliveryMatches matches;
  private final Cache<UUID, Optional<Goal>> known =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED_FOR).maximumSize(REMEMBERED).build();

  JobGoals(DeliveryMatches matches) {
    this.matches = matches;
  }

  /**
   * A goal.
   *
   * @param isMore whether there are more than were counted
   */
  record Goal(long count, boolean isMore) {
    String words() {
      return (isMore ? "more than " : "about ") + Figures.count(count);
    }
  }

  /** Returns the page of a job, with its goal if it has one that is known. */
  JobPage page(KeptLogJob job, Caller caller) {
    return new JobPage(job, goal(job, caller));
  }

  private @Nullable Goal goal(KeptLogJob job, Caller caller) {
    if (job.status() != LogJobStatus.RUNNING || job.records() != LogRecords.DELIVERIES) {
      return null;
    }
    Optional<Goal> goal = known.getIfPresent(job.id());
    if (goal == null) {
      goal = Optional.ofNullable(counted(job, caller));
      known.put(job.id(), goal);
    }
    return goal.orElse(null);
  }

  private @Nullable Goal counted(KeptLogJob job, Caller caller) {
    int chosen = job.selection().ids().size();
    if (chosen > 0) {
      return new Goal(chosen, false);
    }
    SelectionAct act = act(job.kind());
    DeliveryMatches.Found found =
        matches.find(job.selection().ofDeliveries(job.clinicId(), null), caller);
    // What was cancelled or removed so far is not found any more as something to do.
    long done =
        job.kind() == LogJobKind.CANCEL || job.kind() == LogJobKind.REMOVAL ? job.deliveries() : 0;
    long count = found.ids(act::fits).size() + done;
    return count == 0 ? null : new Goal(count, !found.isAll());
  }

  private static SelectionAct act(LogJobKind kind) {
    return switch (kind) {
      case EXPORT -> SelectionAct.EXPORT;
      case REMOVAL -> SelectionAct.DELETE;
      case RESEND -> SelectionAct.RESEND;
      case CANCEL -> SelectionAct.CANCEL;
    };
  }
}
