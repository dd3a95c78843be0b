package org.wardbell.api.dashboard.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.api.dashboard.need.ServerPart;

class LampTest {
  private static final String WAITS = "A calendar is behind.";

  @Test
  void lamp_isAmberOnlyWhileAllPartsWork_andSaysAllThatIsTheMatter() {
    Lamp well = new Lamp(List.of(), List.of());
    Lamp waiting = new Lamp(List.of(), List.of(WAITS));
    Lamp down = new Lamp(List.of(ServerPart.TEMPORAL), List.of(WAITS));

    assertThat(well.state().style()).isEqualTo("delivered");
    assertThat(well.sentence()).isEqualTo("Database, Temporal and a worker answer.");
    assertThat(waiting.state().style()).isEqualTo("waiting");
    assertThat(waiting.sentence()).isEqualTo(WAITS);
    assertThat(down.state().style()).isEqualTo("failed");
    assertThat(down.sentence()).startsWith("Temporal does not answer.").endsWith(WAITS);
  }
}
