package org.wardbell.activities.delivery.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** A group with bad ones is halved until these fail alone, and that soon. */
class BisectionTest {
  private static final RuntimeException BAD_ROW = failure(new SQLException("too long", "22001"));
  private static final RuntimeException BROKEN = failure(new SQLException("broken", "08S01"));
  private static final RuntimeException AWAY =
      failure(new SQLTransientConnectionException("no connection", (String) null));
  private static final RuntimeException RACE = failure(new SQLException("deadlock", "40001"));

  private final Set<Integer> written = new HashSet<>();
  private final List<Integer> givenUp = new ArrayList<>();
  private final AtomicInteger commits = new AtomicInteger();

  @Test
  void group_withOneBadRow_isWrittenButForThatOne() throws Exception {
    commit(500, one -> one == 77, BAD_ROW);

    assertThat(written).hasSize(499);
    assertThat(givenUp).containsExactly(77);
    assertThat(commits).as("not one by one").hasValueLessThan(30);
  }

  @Test
  void group_ofWhichOneBreaksTheConnection_isWrittenButForThatOne() throws Exception {
    commit(500, one -> one == 77, BROKEN);

    assertThat(written).hasSize(499);
    assertThat(givenUp).containsExactly(77);
  }

  @Test
  void group_ofBadRowsOnly_hasATryForEachAndFewMore() throws Exception {
    commit(500, _ -> true, BAD_ROW);

    assertThat(givenUp).hasSize(500);
    assertThat(commits).as("one by one there were four pauses for each").hasValueLessThan(1_010);
  }

  @Test
  void group_whileTheDatabaseIsAway_isNotTakenApart() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    new Bisection<Integer>(() -> false, (_, _) -> {})
        .commit(
            numbers(10),
            some -> {
              sizes.add(some.size());
              if (sizes.size() < 3) {
                throw sizes.size() == 1 ? BROKEN : AWAY;
              }
              return List.of();
            });

    assertThat(sizes).containsExactly(10, 10, 10);
  }

  @Test
  void group_withoutAFreeConnection_waitsAlthoughTheDatabaseAnswers() throws Exception {
    assertWaits(AWAY);
  }

  @Test
  void group_thatLostARace_isNotTakenApart() throws Exception {
    assertWaits(RACE);
  }

  private void assertWaits(RuntimeException failure) throws Exception {
    List<Integer> sizes = new ArrayList<>();
    new Bisection<Integer>(() -> true, (one, _) -> givenUp.add(one))
        .commit(
            numbers(10),
            some -> {
              sizes.add(some.size());
              if (sizes.size() < 7) {
                throw failure;
              }
              return List.of();
            });

    assertThat(sizes).hasSize(7).containsOnly(10);
    assertThat(givenUp).isEmpty();
  }

  @Test
  void entries_leftOutOnPurpose_areReturnedOfAllParts() throws Exception {
    List<Integer> leftOut =
        new Bisection<Integer>(() -> true, (one, _) -> givenUp.add(one))
            .commit(
                numbers(8),
                some -> {
                  if (some.contains(5)) {
                    throw new IllegalStateException("a fault of ours");
                  }
                  return some.stream().filter(one -> one % 4 == 0).toList();
                });

    assertThat(leftOut).containsExactlyInAnyOrder(0, 4);
    assertThat(givenUp).containsExactly(5);
  }

  private void commit(int size, Predicate<Integer> bad, RuntimeException failure)
      throws InterruptedException {
    new Bisection<Integer>(() -> true, (one, _) -> givenUp.add(one))
        .commit(
            numbers(size),
            some -> {
              commits.incrementAndGet();
              if (some.stream().anyMatch(bad)) {
                throw failure;
              }
              written.addAll(some);
              return List.of();
            });
  }

  private static List<Integer> numbers(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private static RuntimeException failure(SQLException cause) {
    return new DataAccessException("not written", cause);
  }
}
