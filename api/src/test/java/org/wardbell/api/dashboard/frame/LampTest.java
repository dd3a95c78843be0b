package org.wardbell.api.dashboard.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.api.dashboard.need.ServerPart;

class LampTest {
  private static final String WAITS = "A calendar is behind.";

  @Test
  void lamp_isAmberOnlyWhileAllPartsWork_andSaysAllThatIsTheMatter() {
    Lamp well = new Lamp(List.of(), List.of(), false);
    Lamp waiting = new Lamp(List.of(), List.of(WAITS), true);
    Lamp needed = new Lamp(List.of(), List.of(), true);
    Lamp down = new Lamp(List.of(ServerPart.TEMPORAL), List.of(WAITS), true);

    assertThat(well.state().style()).isEqualTo("delivered");
    assertThat(well.sentence()).isEqualTo("Database, Temporal and a worker answer.");
    assertThat(needed.state()).isEqualTo(Lamp.State.NEEDED);
    assertThat(needed.sentence()).contains("needs somebody");
    assertThat(waiting.state().style()).isEqualTo("waiting");
    assertThat(waiting.sentence()).isEqualTo(WAITS);
    assertThat(down.state().style()).isEqualTo("failed");
    assertThat(down.sentence()).startsWith("Temporal does not answer.").endsWith(WAITS);
  }
}
