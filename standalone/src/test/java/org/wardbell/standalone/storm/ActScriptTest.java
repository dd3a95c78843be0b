package org.wardbell.standalone.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ActScriptTest {
  @Test
  void script_ofTheSameSeed_isTheSame() {
    assertThat(ActScript.of(7, 100)).isEqualTo(ActScript.of(7, 100)).hasSize(108);
  }

  @Test
  void script_ofAnotherSeed_isAnother() {
    assertThat(ActScript.of(7, 100)).isNotEqualTo(ActScript.of(8, 100));
  }

  @Test
  void script_thatIsLonger_beginsLikeTheShorterOne() {
    assertThat(ActScript.of(7, 100)).startsWith(ActScript.of(7, 20).toArray(Act[]::new));
  }

  @Test
  void scripts_ofFewSeeds_haveEveryKindOfAct() {
    List<ActKind> kinds =
        LongStream.range(1, 40)
            .boxed()
            .flatMap(seed -> ActScript.of(seed, 50).stream())
            .map(Act::kind)
            .distinct()
            .toList();
    assertThat(kinds).containsExactlyInAnyOrderElementsOf(Arrays.asList(ActKind.values()));
  }
}
