package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.ORDERED_DELIVERY;
import static org.wardbell.activities.database.generated.Tables.ORDERED_LINE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.event.AcceptedEvent;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.webhook.DrainResult;

/** Rule 18: one in flight per subject, by commit sequence; a failing one holds back its own. */
final class OrderTest extends DeliveryTest {
  @Test
  void dispatch_forAnOrderedWebhook_parksAndSendsNothing() {
    harness.webhook(WebhookBuilder.at("/hook/parked").ordered());

    assertThat(harness.engine.dispatch().dispatch(accept("a", "b")).parked()).isEqualTo(2);

    assertThat(harness.receiver.requests()).isEmpty();
    assertThat(harness.deliveries()).allMatch(one -> one.getParkedReason().equals("order"));
  }

  @Test
  void drain_byTwoWorkersWithFailures_deliversEachSubjectInTheOrderOfItsEvents() throws Exception {
    harness.receiver.behave(
        "/hook/line",
        Behaviour.of(Step.answer(503), Step.answer(200), Step.answer(200)).forEachDelivery());
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/line").withSchedule(0, 0, 1).ordered());
    List<String> subjects = IntStream.range(0, 60).mapToObj(i -> "subject/" + i % 7).toList();
    EventBatch events = accept(subjects.toArray(String[]::new));
    // Dispatched in pieces and in another order than they were committed.
    List<String> shuffled = new ArrayList<>(events.eventIds());
    Collections.shuffle(shuffled, new Random(42));
    WorkerProcess other = harness.process();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> one = threads.submit(() -> drainUntil(harness.engine, webhook, 60));
      Future<?> two = threads.submit(() -> drainUntil(other, webhook, 60));
      for (int i = 0; i < shuffled.size(); i += 6) {
        harness.engine.dispatch().dispatch(new EventBatch(shuffled.subList(i, i + 6)));
      }
      one.get();
      two.get();
    }

    assertThat(harness.statuses()).hasSize(60).containsOnly("DELIVERED");
    assertThat(harness.receiver.requests()).hasSize(120);
    for (String subject : new HashSet<>(subjects)) {
      List<String> posted =
          IntStream.range(0, 60)
              .filter(i -> subjects.get(i).equals(subject))
              .mapToObj(events.eventIds()::get)
              .toList();
      List<String> arrived =
          harness.receiver.requests().stream()
              .map(request -> request.header("wardbell-event-id"))
              .filter(posted::contains)
              .toList();
      // Each fails once, and comes again before the next of its subject.
      assertThat(arrived)
          .containsExactlyElementsOf(
              posted.stream().flatMap(id -> List.of(id, id).stream()).toList());
    }
  }

  @Test
  void delivery_thatFails_holdsBackItsOwnSubjectUntilItIsFinal() {
    harness.receiver.behave("/hook/held", Behaviour.of(Step.answer(503), Step.answer(200)));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/held").withSchedule(0, 600).ordered());
    EventBatch events = accept("a", "a", "b");
    harness.engine.dispatch().dispatch(new EventBatch(events.eventIds().subList(0, 2)));
    drain(harness.engine, webhook);
    assertThat(arrived()).containsExactly(events.eventIds().get(0));

    harness.engine.dispatch().dispatch(new EventBatch(events.eventIds().subList(2, 3)));
    DrainResult held = drain(harness.engine, webhook);
    assertThat(arrived()).containsExactly(events.eventIds().get(0), events.eventIds().get(2));
    assertThat(held.parked()).isEqualTo(2);
    assertThat(held.waitMillis()).isBetween(400_000L, 720_000L);

    harness.makeDue(harness.deliveries().getFirst().getId());
    drain(harness.engine, webhook);
    assertThat(arrived())
        .containsExactly(
            events.eventIds().get(0),
            events.eventIds().get(2),
            events.eventIds().get(0),
            events.eventIds().get(1));
  }

  @Test
  void delivery_beforeItsSubjectsEarlierEventIsDispatched_waits() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/earlier").ordered());
    EventBatch events = accept("a", "a");
    harness.engine.dispatch().dispatch(new EventBatch(events.eventIds().subList(1, 2)));

    DrainResult waiting = drain(harness.engine, webhook);
    assertThat(waiting.sent()).isZero();
    assertThat(waiting.waitMillis()).isBetween(1L, 1_000L);

    harness.engine.dispatch().dispatch(new EventBatch(events.eventIds().subList(0, 1)));
    drain(harness.engine, webhook);
    assertThat(arrived()).containsExactlyElementsOf(events.eventIds());
  }

  @Test
  void subject_whoseRequestIsUnderWay_hasNoSecondOne_alsoAfterACrash() {
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/crash").ordered());
    EventBatch events = accept("a", "a", "b");
    harness.engine.dispatch().dispatch(events);
    // A worker dies with both heads claimed.
    List<ClaimedAttempt> claimed = harness.claimDrainAndDie(webhook, 10);
    assertThat(claimed)
        .extracting(claim -> claim.event().id().toString())
        .containsExactly(events.eventIds().get(0), events.eventIds().get(2));

    assertThat(drain(harness.engine, webhook).sent()).isZero();
    claimed.forEach(claim -> harness.endLease(claim.deliveryId()));
    drain(harness.engine, webhook);

    assertThat(harness.statuses()).containsOnly("DELIVERED");
    assertThat(arrived()).hasSize(3).containsSubsequence(events.eventIds().subList(0, 2));
  }

  @Test
  void deliveries_withoutASubject_holdBackNobody() {
    harness.receiver.behave("/hook/free", Behaviour.of(Step.answer(503), Step.answer(200)));
    UUID webhook = harness.webhook(WebhookBuilder.at("/hook/free").withSchedule(0, 600).ordered());
    harness.engine.dispatch().dispatch(accept(null, null, null));

    DrainResult result = drain(harness.engine, webhook);

    assertThat(result.sent()).isEqualTo(3);
    assertThat(Set.copyOf(harness.statuses())).containsExactlyInAnyOrder("DELIVERED", "PARKED");
  }

  /** The first of the line is its event's workflow's to move, which may take a minute to come. */
  @Test
  void drain_behindADeliveryThatAnotherWorkflowMoves_doesNotPollForIt() {
    WebhookBuilder builder = WebhookBuilder.at("/hook/others").withSchedule(0, 0, 600);
    harness.receiver.behave("/hook/others", Behaviour.of(Step.answer(503), Step.answer(200)));
    KeptWebhook before = harness.kept(builder);
    harness.engine.dispatch().dispatch(accept("a"));
    assertThat(harness.statuses()).containsExactly("PENDING");
    var _ = harness.change(before, builder.ordered());
    harness.engine.dispatch().dispatch(accept("a"));

    DrainResult result = drain(harness.engine, before.id());

    assertThat(result.sent()).isZero();
    assertThat(result.parked()).isPositive();
    assertThat(result.waitMillis()).isGreaterThanOrEqualTo(1_000);
  }

  /** Neither case nor accents make two subjects one. */
  @Test
  void subjects_thatDifferInCaseOrAccents_areDifferentLines() {
    harness.receiver.behave("/hook/accents", Behaviour.of(Step.answer(503), Step.answer(200)));
    UUID webhook =
        harness.webhook(WebhookBuilder.at("/hook/accents").withSchedule(0, 600).ordered());
    harness.engine.dispatch().dispatch(accept("José/1"));
    drain(harness.engine, webhook);

    EventBatch others = accept("Jose/1", "josé/1");
    harness.engine.dispatch().dispatch(others);
    drain(harness.engine, webhook);

    assertThat(arrived()).hasSize(3).containsAll(others.eventIds());
  }

  @Test
  void webhook_thatBecomesOrderedWithABacklog_keepsTheOrderOfWhatIsParked() {
    WebhookBuilder builder = WebhookBuilder.at("/hook/becomes").withSchedule(0, 600);
    harness.receiver.behave(
        "/hook/becomes", Behaviour.of(Step.answer(503), Step.answer(503), Step.answer(200)));
    KeptWebhook before = harness.kept(builder);
    harness.pause(before.id());
    EventBatch events = accept("a", "a", "b");
    harness.engine.dispatch().dispatch(events);
    harness.resume(before.id());
    var _ = harness.change(before, builder.ordered());
    harness.engine.dispatch().dispatch(accept("b"));

    drain(harness.engine, before.id());

    // The subjects go at the same time, so that each head meets a 503; nothing overtakes them.
    assertThat(arrived())
        .containsExactlyInAnyOrder(events.eventIds().get(0), events.eventIds().get(2));
  }

  @Test
  void webhook_thatIsNotOrderedAnyMore_sendsAllAndKeepsNoLines() {
    WebhookBuilder builder = WebhookBuilder.at("/hook/free-again");
    KeptWebhook before = harness.kept(builder.ordered());
    harness.engine.dispatch().dispatch(accept("a", "a", "a"));
    drain(harness.engine, before.id());
    harness.pause(before.id());
    harness.engine.dispatch().dispatch(accept("a", "a"));
    harness.resume(before.id());
    var _ = harness.change(before, builder);

    drain(harness.engine, before.id());

    assertThat(harness.statuses()).hasSize(5).containsOnly("DELIVERED");
    assertThat(harness.dsl().fetchCount(ORDERED_DELIVERY)).isZero();
    assertThat(harness.dsl().fetchCount(ORDERED_LINE)).isZero();
  }

  private EventBatch accept(@Nullable String... subjects) {
    List<NewEvent> wanted = new ArrayList<>();
    for (String subject : subjects) {
      wanted.add(
          new NewEvent(
              harness.clinic,
              "appointment.booked",
              subject,
              "api",
              null,
              null,
              "{}".getBytes(StandardCharsets.UTF_8)));
    }
    return new EventBatch(
        harness.intake.accept(wanted).stream().map(AcceptedEvent::id).map(UUID::toString).toList());
  }

  private static DrainResult drain(WorkerProcess process, UUID webhook) {
    return process.drain().drain(webhook.toString());
  }

  private void drainUntil(WorkerProcess process, UUID webhook, int delivered) {
    DeliveryHarness.await(
        delivered + " deliveries",
        () -> {
          drain(process, webhook);
          return harness.statuses().stream().filter("DELIVERED"::equals).count() == delivered;
        });
  }

  private List<String> arrived() {
    return harness.receiver.requests().stream()
        .map(request -> request.header("wardbell-event-id"))
        .toList();
  }
}
