package org.wardbell.standalone.storm.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** A sound storm of one event, and one row at a time that breaks an invariant. */
class InvariantsTest {
  private static final UUID CLINIC = UUID.randomUUID();
  private static final UUID OTHER_CLINIC = UUID.randomUUID();
  private static final UUID EVENT = UUID.randomUUID();
  private static final UUID DELIVERY = UUID.randomUUID();
  private static final WebhookFacts WEBHOOK =
      new WebhookFacts(UUID.randomUUID(), CLINIC, "/a", Set.of("bill.paid"), true);
  private static final WebhookFacts OF_ANOTHER =
      new WebhookFacts(UUID.randomUUID(), OTHER_CLINIC, "/b", Set.of("bill.paid"), true);

  private final Map<String, UUID> accepted = new HashMap<>(Map.of("key", EVENT));
  private final List<String> wrongAnswers = new ArrayList<>();
  private final List<EventRow> events =
      new ArrayList<>(List.of(new EventRow(EVENT, CLINIC, "bill.paid", true)));
  private final List<DeliveryRow> deliveries = new ArrayList<>(List.of(delivered(2)));
  private final List<AttemptRow> attempts =
      new ArrayList<>(
          List.of(
              attempt(1, AttemptOutcome.TIMEOUT, "timeout_first_byte"),
              attempt(2, AttemptOutcome.DELIVERED, null)));
  private SeenDelivery seen = new SeenDelivery(DELIVERY, EVENT, "/a", 2, 2, true, 0);
  private DeliveryStatus then = DeliveryStatus.DELIVERED;

  private static DeliveryRow delivered(int attempts) {
    return new DeliveryRow(
        DELIVERY,
        CLINIC,
        EVENT,
        WEBHOOK.id(),
        true,
        DeliveryStatus.DELIVERED,
        null,
        null,
        false,
        attempts);
  }

  private static AttemptRow attempt(
      int ordinal, @Nullable AttemptOutcome outcome, @Nullable String code) {
    return new AttemptRow(DELIVERY, ordinal, CLINIC, WEBHOOK.id(), outcome, code);
  }

  private Evidence evidence() {
    return new Evidence(
        accepted,
        wrongAnswers,
        List.of(WEBHOOK, OF_ANOTHER),
        events,
        deliveries,
        Map.of(DELIVERY, attempts),
        Map.of(DELIVERY, seen),
        Map.of(DELIVERY, then));
  }

  /** Returns the numbers of the invariants that are broken. */
  private List<String> broken() {
    return Invariants.check(evidence()).stream()
        .filter(finding -> finding.violations() > 0)
        .map(Finding::number)
        .distinct()
        .toList();
  }

  private void replace(UnaryOperator<DeliveryRow> change) {
    deliveries.replaceAll(change);
  }

  @Test
  void storm_inWhichNothingIsLost_keepsAll_andEachLookedAtSomething() {
    assertThat(Invariants.check(evidence()))
        .allSatisfy(
            finding -> {
              assertThat(finding.violations()).as(finding.toString()).isZero();
              assertThat(finding.checked()).as(finding.toString()).isPositive();
            });
    assertThat(Invariants.twiceRecorded(evidence())).isEqualTo(1);
    assertThat(Invariants.twiceUnrecorded(evidence())).isZero();
  }

  @Test
  void i1_eventThatIsNotThere_isSeen() {
    accepted.put("another", UUID.randomUUID());

    assertThat(broken()).containsExactly("I1");
    assertThat(Invariants.lost(Invariants.check(evidence()))).isEqualTo(1);
  }

  @Test
  void i1_eventThatNobodyDispatched_isSeen() {
    events.set(0, new EventRow(EVENT, CLINIC, "bill.paid", false));

    assertThat(broken()).containsExactly("I1");
  }

  @Test
  void i2_secondLiveDelivery_orOneTooFew_isSeen() {
    deliveries.add(
        new DeliveryRow(
            UUID.randomUUID(),
            CLINIC,
            EVENT,
            WEBHOOK.id(),
            true,
            DeliveryStatus.CANCELLED,
            null,
            null,
            false,
            0));
    assertThat(broken()).containsExactly("I2");

    deliveries.clear();
    assertThat(broken()).contains("I2");
  }

  @Test
  void i3_openDelivery_thatNobodyMoves_isSeen() {
    replace(row -> open(row, null, true));

    assertThat(broken()).contains("I3");
  }

  @Test
  void i3_finalDelivery_thatStillHasAnOwner_isSeen() {
    replace(
        row ->
            new DeliveryRow(
                row.id(),
                row.clinic(),
                row.event(),
                row.webhook(),
                true,
                row.status(),
                "event",
                null,
                false,
                2));

    assertThat(broken()).containsExactly("I3");
  }

  @Test
  void i3_whatIsOpenAfterQuiet_isSeen_alsoAnAttempt() {
    attempts.set(0, attempt(1, null, null));

    assertThat(broken()).containsExactly("I3");
  }

  private static DeliveryRow open(DeliveryRow row, @Nullable String owner, boolean wakes) {
    return new DeliveryRow(
        row.id(),
        row.clinic(),
        row.event(),
        row.webhook(),
        true,
        DeliveryStatus.PENDING,
        owner,
        null,
        wakes,
        2);
  }

  @Test
  void i4_requestWithoutARow_isSeen() {
    seen = new SeenDelivery(DELIVERY, EVENT, "/a", 3, 2, true, 0);

    assertThat(broken()).containsExactly("I4");
    assertThat(Invariants.unrecorded(Invariants.check(evidence()))).isEqualTo(1);
  }

  @Test
  void i4_attemptThatSaysThatNothingWasSent_explainsNoRequest() {
    attempts.set(0, attempt(1, AttemptOutcome.CONNECT, "connect_refused"));

    assertThat(broken()).contains("I4", "I6");
  }

  @Test
  void i4_deliveredToNobody_isSeen() {
    seen = new SeenDelivery(DELIVERY, EVENT, "/a", 2, 0, true, 0);

    assertThat(broken()).containsExactly("I4");
    assertThat(Invariants.lost(Invariants.check(evidence()))).isEqualTo(1);
  }

  @Test
  void i5_eventThatNoClientWasAnswered_orAWrongAnswer_isSeen() {
    wrongAnswers.add("another body was answered 200");
    assertThat(broken()).containsExactly("I5");

    wrongAnswers.clear();
    accepted.put("another key", EVENT);
    assertThat(broken()).containsExactly("I5");

    accepted.clear();
    assertThat(broken()).containsExactly("I5");
  }

  @Test
  void i6_otherBytes_orAWrongSignature_isSeen() {
    seen = new SeenDelivery(DELIVERY, EVENT, "/a", 2, 2, false, 0);
    assertThat(broken()).containsExactly("I6");

    seen = new SeenDelivery(DELIVERY, EVENT, "/a", 2, 2, true, 1);
    assertThat(broken()).containsExactly("I6");
  }

  @Test
  void i6_secondSuccess_thatNoLostAnswerExplains_isSeen() {
    attempts.set(0, attempt(1, AttemptOutcome.FAILED, "http_503"));

    assertThat(broken()).containsExactly("I6");
    assertThat(Invariants.twiceUnrecorded(evidence())).isEqualTo(1);
    assertThat(Invariants.twiceRecorded(evidence())).isZero();
  }

  @Test
  void i7_finalState_thatBecameAnother_isSeen() {
    then = DeliveryStatus.CANCELLED;

    assertThat(broken()).containsExactly("I7");
  }

  @Test
  void i8_gapBetweenAttempts_orACountThatIsWrong_isSeen() {
    attempts.set(1, attempt(3, AttemptOutcome.DELIVERED, null));
    assertThat(broken()).containsExactly("I8");

    attempts.set(1, attempt(2, AttemptOutcome.DELIVERED, null));
    replace(row -> delivered(3));
    assertThat(broken()).containsExactly("I8");
  }

  @Test
  void i13_rowOrRequest_ofAnotherClinic_isSeen() {
    attempts.set(
        0, new AttemptRow(DELIVERY, 1, OTHER_CLINIC, WEBHOOK.id(), AttemptOutcome.TIMEOUT, null));
    assertThat(broken()).containsExactly("I13");

    attempts.set(0, attempt(1, AttemptOutcome.TIMEOUT, null));
    assertThat(broken()).isEmpty();
    seen = new SeenDelivery(DELIVERY, EVENT, "/b", 2, 2, true, 0);
    assertThat(broken()).containsExactly("I13");
  }

  @Test
  void i13_deliveryToAnotherClinicsWebhook_isSeen() {
    replace(
        row ->
            new DeliveryRow(
                row.id(),
                row.clinic(),
                row.event(),
                OF_ANOTHER.id(),
                true,
                row.status(),
                null,
                null,
                false,
                2));

    assertThat(broken()).contains("I2", "I13");
  }

  @Test
  void i14_longHistory_isSeen() {
    for (WorkflowHistory tooLong :
        List.of(
            new WorkflowHistory("webhook/1", 501, 10),
            new WorkflowHistory("webhook/1", 10, 256 * 1024 + 1))) {
      assertThat(ShortHistories.check(List.of(tooLong)).violations())
          .as(tooLong.toString())
          .isEqualTo(1);
    }
    assertThat(ShortHistories.check(List.of(new WorkflowHistory("webhook/1", 500, 256 * 1024))))
        .returns(0L, Finding::violations)
        .returns(1L, Finding::checked);
  }
}
