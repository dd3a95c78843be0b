package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The order of the document's chapters: first what everybody needs first. */
final class DocumentOrder {
  private static final List<String> CHAPTERS =
      List.of(
          "Events",
          "Webhooks",
          "Presets",
          "Deliveries",
          "Replays",
          "Exports and removals",
          "Statistics",
          "Search",
          "Event types",
          "Clinics",
          "API keys",
          "Sessions",
          "People",
          "Appointments",
          "Calendars",
          "Tasks",
          "Retention",
          "Erasures",
          "Key rotations",
          "Audit trail");

  private DocumentOrder() {}

  /** Sorts the chapters; those that are not listed come last. */
  static void sort(OpenAPI document) {
    List<Tag> tags = new ArrayList<>(Objects.requireNonNullElse(document.getTags(), List.of()));
    for (String chapter : CHAPTERS) {
      if (tags.stream().noneMatch(tag -> chapter.equals(tag.getName()))) {
        tags.add(new Tag().name(chapter));
      }
    }
    tags.sort(Comparator.comparingInt(DocumentOrder::place));
    document.setTags(tags);
  }

  private static int place(Tag tag) {
    int place = CHAPTERS.indexOf(tag.getName());
    return place < 0 ? CHAPTERS.size() : place;
  }
}
