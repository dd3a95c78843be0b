package org.wardbell.api.brake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AddressBudgetTest {
  private long nanos;
  private final AddressBudget budget = new AddressBudget(() -> nanos);

  private long tries(String address, int count) {
    return IntStream.range(0, count).filter(_ -> budget.take(address)).count();
  }

  @Test
  void address_hasABurst_andThenOneTryWithEachRefill() {
    assertThat(tries("192.0.2.1", 100)).isEqualTo(AddressBudget.BURST);
    nanos += 3 * AddressBudget.REFILL.toNanos();
    assertThat(tries("192.0.2.1", 100)).isEqualTo(3);
  }

  @Test
  void address_doesNotSpendAnothers() {
    tries("192.0.2.1", 100);

    assertThat(budget.take("192.0.2.2")).isTrue();
  }

  @Test
  void tryThatWasWorthIt_costsNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(budget.take("192.0.2.1")).isTrue();
      budget.giveBack("192.0.2.1");
    }
    assertThat(tries("192.0.2.1", 100)).isEqualTo(AddressBudget.BURST);
  }

  @Test
  void addressesOfOneVersion6Network_shareTheirTries() {
    tries("2001:db8:1:2::1", 100);

    assertThat(budget.take("2001:db8:1:2:ffff::9")).isFalse();
    assertThat(budget.take("2001:db8:1:3::1")).isTrue();
  }

  @Test
  void addressThatIsNone_isANameLikeAnyOther() {
    assertThat(tries("unknown:" + "x".repeat(1_000), 100)).isEqualTo(AddressBudget.BURST);
  }
}
