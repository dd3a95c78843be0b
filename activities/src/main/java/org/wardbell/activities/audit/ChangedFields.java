package org.wardbell.activities.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names of the fields that a change touches: names, never values. */
public final class ChangedFields {
  private final List<String> names = new ArrayList<>();

  /** Adds the field's name if its values differ. */
  public void compare(String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      names.add(field);
    }
  }

  /** Returns the names in the order in which they were compared. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
