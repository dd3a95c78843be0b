package org.wardbell.api.dashboard.trial;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of the page on which all webhooks of a clinic are tested.
 *
 * @param sentence what came of it, or empty before
 */
public record TrialsPage(String clinic, List<Row> rows, String sentence) {
  public TrialsPage {
    rows = List.copyOf(rows);
  }

  /**
   * A webhook.
   *
   * @param result of its test, or null if it was not tested yet
   * @param stops whether the others would end like it, so that they are spared
   */
  public record Row(UUID id, String name, @Nullable TrialResult result, boolean stops) {
    static Row untested(UUID id, String name) {
      return new Row(id, name, null, false);
    }
  }
}
