package org.wardbell.activities.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.database.Ids;

/** Tests which events' traces are chosen. */
class IdRatioTest {
  private static final int EVENTS = 20_000;

  /** Ids made in a row share their first half and most of their second. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 1})
  void ratio_ofEventsInARow_isChosen(double ratio) {
    IdRatio chosen = new IdRatio(ratio);
    long told =
        IntStream.range(0, EVENTS)
            .filter(_ -> chosen.chooses(Origin.ofEvent(Ids.next()).traceId()))
            .count();

    assertThat((double) told / EVENTS).isCloseTo(ratio, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void ratio_ofNoneAndAll_isExact(double ratio) {
    IdRatio chosen = new IdRatio(ratio);

    assertThat(
            IntStream.range(0, EVENTS)
                .filter(_ -> chosen.chooses(Origin.ofEvent(Ids.next()).traceId()))
                .count())
        .isEqualTo(ratio == 0 ? 0 : EVENTS);
  }
}
