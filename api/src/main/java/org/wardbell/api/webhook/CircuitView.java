package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.state.Circuit;

/**
 * The state of a webhook's circuit: whether deliveries wait because its receiver fails again and
 * again.
 */
@Schema(name = "Circuit")
public record CircuitView(
    @Schema(
            description =
                "OPEN after 10 failures of the receiver in a row (no answer, 408, 5xx, 401, 403, 404): deliveries"
                    + " wait, and only a probe is sent from time to time. The first success closes it.")
        State state,
    @Schema(
            description =
                "When the next probe may go: 30 s after it opened, then after waits that double to 30 min."
                    + " Absent while it is closed.")
        @Nullable Instant nextProbeAt) {
  /** The states of a circuit. */
  enum State {
    /** Deliveries are sent. */
    CLOSED,
    /** They wait. */
    OPEN
  }

  static CircuitView of(Circuit circuit) {
    return circuit.open()
        ? new CircuitView(State.OPEN, circuit.probeAt())
        : new CircuitView(State.CLOSED, null);
  }
}
