package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** A transaction that holds one row's lock until it is closed. */
final class HeldLock implements AutoCloseable {
  private final CountDownLatch taken = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread holder;
  private final DSLContext dsl;

  private HeldLock(DSLContext dsl, Consumer<DSLContext> lock) {
    this.dsl = dsl;
    this.holder =
        Thread.ofVirtual()
            .start(
                () ->
                    dsl.transaction(
                        transaction -> {
                          lock.accept(transaction.dsl());
                          taken.countDown();
                          over.await();
                        }));
    try {
      taken.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  static HeldLock ofState(DSLContext dsl, UUID webhook) {
    return new HeldLock(
        dsl,
        transaction ->
            transaction
                .selectFrom(WEBHOOK_STATE)
                .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
                .forUpdate()
                .fetchSingle());
  }

  static HeldLock ofDelivery(DSLContext dsl, UUID delivery) {
    return new HeldLock(
        dsl,
        transaction ->
            transaction
                .selectFrom(DELIVERY)
                .where(DELIVERY.ID.eq(delivery))
                .forUpdate()
                .fetchSingle());
  }

  boolean isHeld() {
    return holder.isAlive();
  }

  /** Holds it for longer than any session of the product waits for a lock. */
  void holdPastALockWait() throws InterruptedException {
    long seconds = dsl.fetchSingle("select @@innodb_lock_wait_timeout").get(0, Long.class);
    Thread.sleep(seconds * 1_000 + 500);
  }

  @Override
  public void close() {
    over.countDown();
    try {
      holder.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
