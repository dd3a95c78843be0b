package org.wardbell.standalone.storm.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultStormTest {
  private static final FaultMix MIX =
      new FaultMix(
          Map.of(FaultKind.KILL, 2, FaultKind.STOP, 1, FaultKind.WIPE, 1),
          Duration.ZERO,
          Duration.ofMillis(3),
          Duration.ofMillis(200));

  private static List<Fault> script(long seed, String target) {
    FaultScript script = new FaultScript(seed, target, MIX);
    return Stream.generate(script::next).limit(40).toList();
  }

  @Test
  void faults_ofTheSameSeedAndTarget_areTheSame() {
    assertThat(script(7, "api")).isEqualTo(script(7, "api"));
  }

  @Test
  void faults_ofAnotherSeedOrTarget_areOthers_andOfEveryKind() {
    assertThat(script(7, "api")).isNotEqualTo(script(8, "api")).isNotEqualTo(script(7, "MySQL"));
    assertThat(script(7, "api").stream().map(Fault::kind))
        .contains(FaultKind.KILL, FaultKind.STOP, FaultKind.WIPE)
        .doesNotContain(FaultKind.CUT);
  }

  /** A target that only writes down what happens to it. */
  private static final class Target implements FaultTarget {
    private final List<Fault> suffered = new CopyOnWriteArrayList<>();
    private final int breaksAt;
    private boolean ended;

    Target(int breaksAt) {
      this.breaksAt = breaksAt;
    }

    @Override
    public String name() {
      return "target";
    }

    @Override
    public int suffer(Fault fault, BooleanSupplier wanted) {
      suffered.add(fault);
      if (suffered.size() == breaksAt) {
        throw new IllegalStateException("it was not ready");
      }
      ended = true;
      return 0;
    }

    @Override
    public boolean revive() {
      boolean had = ended;
      ended = false;
      return had;
    }
  }

  @Test
  void storm_ofATarget_playsItsScript_andCountsKills() {
    Target target = new Target(0);
    FaultStorm storm = new FaultStorm(7, line -> {});
    storm.begin(target, MIX);
    while (storm.counts().kills() < 20) {
      Pauses.of(Duration.ofMillis(5));
    }
    storm.end();

    assertThat(target.suffered).isNotEmpty();
    assertThat(script(7, "target").subList(0, 20)).isEqualTo(target.suffered.subList(0, 20));
    assertThat(storm.counts().problems()).isEmpty();
    assertThat(storm.counts().recoveries())
        .containsKeys("target KILL", "target STOP", "target ended by itself");
    assertThat(storm.counts().kills())
        .isEqualTo(
            target.suffered.stream().filter(fault -> fault.kind() != FaultKind.STOP).count());
  }

  @Test
  void target_thatDoesNotComeBack_isAProblem() {
    Target target = new Target(3);
    FaultStorm storm = new FaultStorm(7, line -> {});
    storm.begin(target, MIX);
    while (storm.counts().problems().isEmpty()) {
      Pauses.of(Duration.ofMillis(5));
    }
    storm.end();

    assertThat(storm.counts().problems())
        .containsExactly("target did not recover: it was not ready");
    assertThat(target.suffered).hasSize(3);
  }
}
