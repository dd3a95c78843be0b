package org.wardbell.api.dashboard.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The content of the page that says who changed a webhook.
 *
 * @param older the address of the entries before these, or null at the end
 */
public record HistoryPage(UUID id, String name, List<Entry> entries, @Nullable String older) {
  public HistoryPage {
    entries = List.copyOf(entries);
  }

  /**
   * A change.
   *
   * @param who the name then, or what the system calls itself
   * @param role the role then, or empty
   * @param what was done, in words
   * @param fields names of the settings that it touched, in words, if their values are kept no more
   * @param changes of its settings
   */
  public record Entry(
      Instant at,
      String who,
      String role,
      String what,
      List<String> fields,
      List<ChangeRow> changes) {
    public Entry {
      fields = List.copyOf(fields);
      changes = List.copyOf(changes);
    }
  }
}
