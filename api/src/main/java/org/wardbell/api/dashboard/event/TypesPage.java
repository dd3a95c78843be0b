package org.wardbell.api.dashboard.event;

import java.util.List;

/**
 * The content of the catalogue's page.
 *
 * @param isOfDefault whether the types are those of the clinic {@code default}, for want of another
 */
public record TypesPage(List<Group> groups, boolean isOfDefault) {
  public TypesPage {
    groups = List.copyOf(groups);
  }

  /** Types that are shown under one heading. */
  public record Group(String label, List<Row> rows) {
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A type in the catalogue.
   *
   * @param isOwn whether the clinic made it
   */
  public record Row(String type, String label, String aliases, boolean isOwn) {}
}
