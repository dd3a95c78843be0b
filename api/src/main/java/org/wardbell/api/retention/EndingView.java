package org.wardbell.api.retention;

import io.swagger.v3.oas.annotations.media.Schema;
import org.wardbell.activities.retention.EndingQuery;

/** The records that end with other ages than those of now. */
@Schema(name = "Ending")
public record EndingView(
    @Schema(description = "Events whose data would end.") int payloads,
    @Schema(description = "Deliveries that would end, with their attempts.") int deliveries,
    @Schema(description = "Counts end there: as many, or more.") int most) {
  static EndingView of(EndingQuery.Ending ending) {
    return new EndingView(ending.payloads(), ending.deliveries(), EndingQuery.MOST);
  }
}
