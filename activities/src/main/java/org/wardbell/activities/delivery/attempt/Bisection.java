package org.wardbell.activities.delivery.attempt;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.database.DatabaseFailures;
import org.wardbell.workflows.Backoff;

/**
 * The commit of a group of which one may be bad. Behind a database that is away the group waits; a
 * group that fails while the database answers is halved again and again, until the bad one fails
 * alone and is given up. So nothing is lost because of its neighbours, and nothing is repeated for
 * ever: also not what breaks the connection each time, which looks like a database that is away.
 */
final class Bisection<T> {
  /** Short, because everything behind this group waits too. */
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** One that fails alone this often, while the database answers, is given up. */
  private static final int TRIES_ALONE = 4;

  /** Pauses for bad ones in one group; then each has one try, so that a bad group ends soon. */
  private static final int PAUSES_FOR_BAD = 6;

  private static final Logger log = LoggerFactory.getLogger(Bisection.class);

  /** The commit of some of a group in one transaction. */
  interface Write<T> {
    /** Commits all of them or throws; returns those that it left out on purpose. */
    List<T> commit(List<T> some);
  }

  private record Part<T>(List<T> entries, int tries) {
    Part<T> again() {
      return new Part<>(entries, tries + 1);
    }
  }

  private final BooleanSupplier reachable;
  private final BiConsumer<T, RuntimeException> givenUp;

  /**
   * @param reachable asks the database for anything
   * @param givenUp is told of one that cannot be written
   */
  Bisection(BooleanSupplier reachable, BiConsumer<T, RuntimeException> givenUp) {
    this.reachable = reachable;
    this.givenUp = givenUp;
  }

  /** Returns those that were left out on purpose, when all others are written or given up. */
  List<T> commit(List<T> group, Write<T> write) throws InterruptedException {
    List<T> leftOut = new ArrayList<>();
    Deque<Part<T>> parts = new ArrayDeque<>();
    parts.add(new Part<>(group, 1));
    Duration pause = PAUSES.first();
    int pausesForBad = 0;
    while (!parts.isEmpty()) {
      Part<T> part = parts.removeFirst();
      try {
        leftOut.addAll(write.commit(part.entries()));
        pause = PAUSES.first();
        continue;
      } catch (RuntimeException failure) {
        if (isWaitedFor(failure)) {
          log.warn("{} outcomes wait for the database", part.entries().size());
          parts.addFirst(part);
        } else if (part.entries().size() > 1) {
          halve(part, parts);
          continue;
        } else if (!isOfTheDatabase(failure)
            || part.tries() == TRIES_ALONE
            || pausesForBad == PAUSES_FOR_BAD) {
          givenUp.accept(part.entries().getFirst(), failure);
          continue;
        } else {
          pausesForBad++;
          parts.addLast(part.again()); // The others first.
        }
      }
      Thread.sleep(pause);
      pause = PAUSES.after(pause);
    }
    return leftOut;
  }

  private static <T> void halve(Part<T> part, Deque<Part<T>> parts) {
    List<T> entries = part.entries();
    int middle = entries.size() / 2;
    parts.addFirst(new Part<>(entries.subList(middle, entries.size()), 1));
    parts.addFirst(new Part<>(entries.subList(0, middle), 1));
  }

  private static boolean isOfTheDatabase(RuntimeException failure) {
    return failure instanceof DataAccessException data && data.getCause(SQLException.class) != null;
  }

  /**
   * Returns whether to wait and write the same part again: behind an absent database everything
   * waits, and a race is no reason to take the group apart. A connection that broke while the
   * database answers others is no absence: a statement too large for the server or the time broke
   * it, and would do so again.
   */
  private boolean isWaitedFor(RuntimeException failure) {
    if (DatabaseFailures.isRace(failure)) {
      return true;
    }
    return DatabaseFailures.isAway(failure)
        && !(DatabaseFailures.isBroken(failure) && reachable.getAsBoolean());
  }
}
