package org.wardbell.api.dashboard.trial;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.delivery.AttemptWords;

/**
 * The content of the page on which a webhook is tested.
 *
 * @param type of the event that is sent
 * @param types to choose from
 * @param data of the event, as it was typed or as the catalogue's sample has it
 * @param problem what is wrong with the data, or empty
 * @param result of the test that was just made or is looked at, or null
 * @param past the newest tests, at most ten
 */
public record TrialPage(
    UUID id,
    String name,
    String type,
    List<Type> types,
    String data,
    String problem,
    @Nullable TrialResult result,
    List<Past> past) {
  public TrialPage {
    types = List.copyOf(types);
    past = List.copyOf(past);
  }

  /**
   * A type of events.
   *
   * @param isWanted whether the webhook gets events of this type
   */
  public record Type(String type, String label, boolean isWanted) {}

  /**
   * A test that was made before.
   *
   * @param type of its event, or empty if it has no result
   */
  public record Past(
      UUID task, Instant at, String type, AttemptWords words, String code, String total) {}

  /** Hides the data. */
  @Override
  public String toString() {
    return "TrialPage[" + id + "]";
  }
}
