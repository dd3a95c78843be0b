package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatheredAccountTest {
  /** An account that never gets anything written. */
  private static final class Broken extends GatheredAccount {
    private final CountDownLatch tries;

    private Broken(int tries, Duration period) {
      super("broken-account", "nothing is written", period);
      this.tries = new CountDownLatch(tries);
    }

    @Override
    protected void write() {
      tries.countDown();
      throw new IllegalStateException("a fault of ours");
    }
  }

  @Test
  void fault_inOneWrite_doesNotEndTheSchedule() throws Exception {
    Broken account = new Broken(3, Duration.ofMillis(1));

    account.start();
    try {
      assertThat(account.tries.await(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      account.stop();
    }
  }

  @Test
  void fault_inTheLastWrite_doesNotHinderTheStop() {
    Broken account = new Broken(1, Duration.ofDays(1));
    account.start();
    assertThat(account.isRunning()).isTrue();

    assertThatCode(account::stop).doesNotThrowAnyException();

    assertThat(account.tries.getCount()).isZero();
    assertThat(account.isRunning()).isFalse();
  }
}
