package org.wardbell.activities.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.delivery.DeliveryHarness;

/** Rule 8: what is the same event, on a real MySQL. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IdempotencyKeyTest {
  private DeliveryHarness harness;

  @BeforeAll
  void open() throws Exception {
    harness = new DeliveryHarness();
  }

  @AfterAll
  void close() {
    harness.close();
  }

  @AfterEach
  void clear() {
    harness.clear();
  }

  @Test
  void sameKey_sameBody_isADuplicateWithTheFirstIdAndTime() {
    AcceptedEvent first = accept("k", "{\"n\":1}");
    AcceptedEvent again = accept("k", "{\"n\":1}");

    assertThat(again)
        .isEqualTo(new AcceptedEvent(first.id(), first.type(), first.acceptedAt(), true));
  }

  @Test
  void sameKey_otherBody_conflictsAndNothingOfTheBatchIsKept() {
    accept("k", "{\"n\":1}");

    assertThatThrownBy(
            () ->
                harness.intake.accept(
                    List.of(
                        harness.event("fresh", "{}"),
                        harness.event("k", "{\"n\":2}"),
                        harness.event(null, "{}"))))
        .isInstanceOfSatisfying(
            ConflictingEvents.class, conflict -> assertThat(conflict.indexes()).containsExactly(1));
    assertThat(harness.dsl().fetchCount(EVENT)).isEqualTo(1);
    // The key that the batch had taken for itself is free again.
    assertThat(accept("fresh", "{\"other\":1}").duplicate()).isFalse();
  }

  @Test
  void sameKey_sameMembersInAnotherOrder_isTheSameBody() {
    AcceptedEvent first = accept("k", "{\"a\":1,\"b\":{\"x\":[1,2],\"y\":null}}");

    assertThat(accept("k", "{ \"b\" : {\"y\":null,\"x\":[1,2]}, \"a\" : 1 }").id())
        .isEqualTo(first.id());
    assertThatThrownBy(() -> accept("k", "{\"a\":1,\"b\":{\"x\":[2,1],\"y\":null}}"))
        .isInstanceOf(ConflictingEvents.class);
  }

  @Test
  void equalKey_insideOneBatch_isADuplicateOfTheFirst() {
    List<AcceptedEvent> answers =
        harness.intake.accept(List.of(harness.event("k", "{}"), harness.event("k", "{}")));

    assertThat(answers.get(1).id()).isEqualTo(answers.get(0).id());
    assertThat(answers).extracting(AcceptedEvent::duplicate).containsExactly(false, true);
    assertThat(harness.dsl().fetchCount(EVENT)).isEqualTo(1);
  }

  @Test
  void keys_thatDifferInCase_areTwo() {
    assertThat(accept("Key", "{}").id()).isNotEqualTo(accept("key", "{}").id());
  }

  private AcceptedEvent accept(String key, String data) {
    return harness.intake.accept(List.of(harness.event(key, data))).getFirst();
  }
}
