package org.wardbell.api.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldChecks;

/** The ids that a request names to act on each of them. */
public final class BulkIds {
  private BulkIds() {}

  /**
   * Returns them without doubles; what is wrong with them is noted.
   *
   * @param maximum ids that one request may name
   */
  public static List<UUID> of(
      @Nullable List<@Nullable String> sent, int maximum, FieldChecks checks) {
    List<UUID> ids = new ArrayList<>();
    if (sent == null || sent.isEmpty() || sent.size() > maximum) {
      checks.add("ids", "is not a list of 1 to " + maximum + " ids", "Send more in parts.");
      return ids;
    }
    for (int i = 0; i < sent.size(); i++) {
      String text = sent.get(i);
      UUID id = checks.optionalId("ids[" + i + "]", text == null ? "" : text);
      if (id != null && !ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }
}
