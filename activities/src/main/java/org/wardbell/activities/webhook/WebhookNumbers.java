package org.wardbell.activities.webhook;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** The whole numbers of webhooks, for clients that know no other ids. They never change. */
public final class WebhookNumbers {
  /**
   * A webhook's number and name.
   *
   * @param number counts the installation's webhooks
   */
  public record Numbered(long number, String name) {}

  private WebhookNumbers() {}

  /** Returns the id of the webhook with this number; it may have been deleted. */
  public static Optional<UUID> id(DSLContext database, long number) {
    return database
        .select(WEBHOOK.ID)
        .from(WEBHOOK)
        .where(WEBHOOK.NUMBER.eq(number))
        .fetchOptional(WEBHOOK.ID);
  }

  /** Returns the ids of the webhooks with these numbers; they may have been deleted. */
  public static Map<Long, UUID> ids(DSLContext database, Collection<Long> numbers) {
    return database
        .select(WEBHOOK.NUMBER, WEBHOOK.ID)
        .from(WEBHOOK)
        .where(WEBHOOK.NUMBER.in(numbers))
        .fetchMap(WEBHOOK.NUMBER, WEBHOOK.ID);
  }

  /** Returns numbers and names by id, also of webhooks that were deleted. */
  public static Map<UUID, Numbered> of(DSLContext database, Collection<UUID> ids) {
    return database
        .select(WEBHOOK.ID, WEBHOOK.NUMBER, WEBHOOK.NAME)
        .from(WEBHOOK)
        .where(WEBHOOK.ID.in(ids))
        .fetchMap(row -> row.value1(), row -> new Numbered(row.value2(), row.value3()));
  }
}
