package org.wardbell.activities.delivery.attempt;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.webhook.state.ParkedReason;

/** The steps of an attempt, for tests that take them one at a time. */
public final class AttemptSteps {
  /** Outcomes that may wait for the state of one webhook. */
  public static final int WAITING_FOR_ONE_STATE = LockedOutcomes.OF_ONE_WEBHOOK;

  private final BeanFactory process;

  public AttemptSteps(BeanFactory process) {
    this.process = process;
  }

  /** Writes outcomes in one transaction, as soon as nobody holds the states of their webhooks. */
  public void write(List<AttemptResult> results) {
    OutcomeStore store = process.getBean(OutcomeStore.class);
    List<AttemptResult> left = results;
    while (!left.isEmpty()) {
      Set<UUID> busy = store.write(left);
      left = left.stream().filter(one -> busy.contains(one.claim().webhook().id())).toList();
    }
  }

  /** Outcomes that the journal has not written yet. */
  public int waiting() {
    return process.getBean(AttemptJournal.class).waiting();
  }

  /** Writes one outcome by way of the journal. */
  public void journal(AttemptResult result) throws InterruptedException {
    process.getBean(AttemptJournal.class).write(result);
  }

  /** Gives a claim back and parks its delivery. */
  public void park(ClaimedAttempt claim, ParkedReason reason) {
    process.getBean(ClaimRelease.class).park(claim, reason);
  }

  /** Sends one claim, as a lane would. */
  public SendResult run(ClaimedAttempt claim) throws InterruptedException {
    return process.getBean(AttemptRunner.class).run(claim);
  }
}
