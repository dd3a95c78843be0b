package org.wardbell.activities.delivery.attempt;

import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.wardbell.activities.delivery.state.AttemptResult;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.webhook.state.ParkedReason;

/** The steps of an attempt, for tests that take them one at a time. */
public final class AttemptSteps {
  private final BeanFactory process;

  public AttemptSteps(BeanFactory process) {
    this.process = process;
  }

  /** Writes outcomes in one transaction. */
  public void write(List<AttemptResult> results) {
    process.getBean(OutcomeStore.class).write(results);
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
