package org.wardbell.api.problem;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A time at which a doctor is free. */
@Schema(name = "FreeSlot")
public record FreeSlot(OffsetDateTime start, OffsetDateTime end) {
  /** Returns a slot as people of this zone read it. */
  public static FreeSlot of(Instant start, Instant end, ZoneId zone) {
    return new FreeSlot(start.atZone(zone).toOffsetDateTime(), end.atZone(zone).toOffsetDateTime());
  }
}
