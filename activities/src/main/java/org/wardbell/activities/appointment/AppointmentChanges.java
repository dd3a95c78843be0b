package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The query behind the history of an appointment. */
public final class AppointmentChanges {
  private final DSLContext database;

  AppointmentChanges(DSLContext database) {
    this.database = database;
  }

  /**
   * A change that was made.
   *
   * @param version of the appointment after it
   * @param source {@code google}, {@code api}, {@code user} or {@code system}
   * @param actor {@code key/<id>}, {@code person/<id>} or {@code system}; null for a calendar
   * @param detail a JSON object of codes and times
   */
  public record Change(
      long number,
      int version,
      Instant at,
      String source,
      @Nullable String actor,
      String kind,
      String detail) {}

  /**
   * Changes of an appointment, newest first.
   *
   * @param before only changes with a smaller number, or null to begin with the newest
   */
  public List<Change> list(UUID appointment, @Nullable Long before, int limit) {
    return database
        .selectFrom(APPOINTMENT_CHANGE)
        .where(APPOINTMENT_CHANGE.APPOINTMENT_ID.eq(appointment))
        .and(before == null ? DSL.noCondition() : APPOINTMENT_CHANGE.NUMBER.lt(before))
        .orderBy(APPOINTMENT_CHANGE.NUMBER.desc())
        .limit(limit)
        .fetch(
            row ->
                new Change(
                    row.getNumber(),
                    row.getVersion(),
                    row.getAt(),
                    row.getSource(),
                    row.getActor(),
                    row.getKind(),
                    row.getDetail().data()));
  }
}
