package org.wardbell.api.dashboard.frame;

import java.util.ArrayList;
import java.util.List;

/**
 * A key, or two after each other, that does something on every page.
 *
 * @param keys as they are pressed
 */
public record Shortcut(List<String> keys, String words) {
  public Shortcut {
    keys = List.copyOf(keys);
  }

  /** Returns all that a person can turn off, as the map of keys and the help show them. */
  public static List<Shortcut> all() {
    List<Shortcut> all = new ArrayList<>();
    for (Section section : Section.values()) {
      all.add(new Shortcut(List.of("g", section.key()), "to " + section.words()));
    }
    all.add(new Shortcut(List.of("j"), "to the next row of a list; Enter opens it"));
    all.add(new Shortcut(List.of("k"), "to the row before"));
    all.add(new Shortcut(List.of("/"), "to the search box"));
    all.add(new Shortcut(List.of("?"), "shows these keys"));
    return all;
  }
}
