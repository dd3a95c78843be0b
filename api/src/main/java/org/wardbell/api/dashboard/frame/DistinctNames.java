package org.wardbell.api.dashboard.frame;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The names of things to choose from: of two that are called alike, each says its id's end. */
public final class DistinctNames {
  /** Digits of an id; its beginning is only the time at which it was made. */
  private static final int SHOWN_OF_ID = 8;

  private DistinctNames() {}

  /** Returns the names in the same order, each of them once. */
  public static Map<UUID, String> of(Map<UUID, String> names) {
    Set<String> shared = shared(names.values());
    Map<UUID, String> distinct = new LinkedHashMap<>();
    names.forEach(
        (id, name) ->
            distinct.put(id, shared.contains(key(name)) ? name + " · " + shortId(id) : name));
    return distinct;
  }

  /** Returns what {@link #key} makes of the names that occur more than once. */
  public static Set<String> shared(Collection<String> names) {
    return names.stream().collect(groupingBy(DistinctNames::key, counting())).entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns a name without what nobody looks at. */
  public static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the end of an id. */
  public static String shortId(UUID id) {
    String text = id.toString();
    return "…" + text.substring(text.length() - SHOWN_OF_ID);
  }
}
