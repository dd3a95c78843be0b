package org.wardbell.activities.webhook;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The names of webhooks, by their ids. They lie open in the table, so no settings are unsealed. */
public final class WebhookNames {
  private WebhookNames() {}

  /** Returns the names of these webhooks, also of those that were deleted. */
  public static Map<UUID, String> of(DSLContext database, Collection<UUID> ids) {
    return database
        .select(WEBHOOK.ID, WEBHOOK.NAME)
        .from(WEBHOOK)
        .where(WEBHOOK.ID.in(ids))
        .fetchMap(WEBHOOK.ID, WEBHOOK.NAME);
  }

  /**
   * Returns the names of the webhooks that there are, newest first.
   *
   * @param clinic only that clinic's, or null for all, the global ones included
   */
  public static Map<UUID, String> existing(DSLContext database, @Nullable UUID clinic, int limit) {
    return existing(database, clinic, null, limit);
  }

  /**
   * Returns the same, beginning after a webhook.
   *
   * @param before only webhooks made before this one, or null to begin with the newest
   */
  public static Map<UUID, String> existing(
      DSLContext database, @Nullable UUID clinic, @Nullable UUID before, int limit) {
    return database
        .select(WEBHOOK.ID, WEBHOOK.NAME)
        .from(WEBHOOK)
        .where(WEBHOOK.DELETED_AT.isNull())
        .and(clinic == null ? DSL.noCondition() : WEBHOOK.CLINIC_ID.eq(clinic))
        .and(before == null ? DSL.noCondition() : WEBHOOK.ID.lt(before))
        .orderBy(WEBHOOK.ID.desc())
        .limit(limit)
        .fetchMap(WEBHOOK.ID, WEBHOOK.NAME);
  }
}
