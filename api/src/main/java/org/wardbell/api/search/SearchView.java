package org.wardbell.api.search;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.search.SearchHit;

/** The result of a search. */
@Schema(name = "SearchResult")
record SearchView(
    List<HitView> data,
    @Schema(
            description =
                "Properties that were not looked for, because they are compared within one clinic and the request names none.")
        @Nullable List<SearchHit.Matched> notSearched,
    @Schema(description = "What to send so that these are looked for as well.")
        @Nullable String advice) {
  SearchView(List<HitView> data, @Nullable List<SearchHit.Matched> notSearched) {
    this(data, notSearched, notSearched == null ? null : "Send clinic_id to search these as well.");
  }

  /** One thing that was found. */
  @Schema(name = "SearchHit")
  record HitView(
      SearchHit.Kind kind,
      UUID id,
      @Nullable UUID clinicId,
      @Schema(description = "The property that is equal to what was looked for.")
          SearchHit.Matched matched,
      @Schema(
              description =
                  "Of what belongs to a subject: when the event was accepted or the delivery made, or when the appointment begins.")
          @Nullable Instant at,
      @Schema(description = "Of the same: the event's type, or the name of the delivery's webhook.")
          @Nullable String about,
      @Schema(description = "Of a delivery or an appointment that belongs to a subject.")
          @Nullable String status,
      @Schema(description = "Where it is read.", example = "/api/v1/events/0194…") String path) {
    static HitView of(SearchHit hit) {
      String list =
          hit.kind() == SearchHit.Kind.DELIVERY
              ? "deliveries"
              : hit.kind().name().toLowerCase(Locale.ROOT) + "s";
      return new HitView(
          hit.kind(),
          hit.id(),
          hit.clinic(),
          hit.matched(),
          hit.at(),
          hit.about(),
          hit.status(),
          "/api/v1/" + list + "/" + hit.id());
    }
  }
}
