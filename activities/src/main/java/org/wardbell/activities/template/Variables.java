package org.wardbell.activities.template;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a template can name. */
public interface Variables {
  /** The value at a path, for instance {@code [patient, address, city]}; null if there is none. */
  @Nullable JsonNode find(List<String> path);

  /** The zone in which the filter {@code date} shows moments: the clinic's. */
  ZoneId zone();
}
