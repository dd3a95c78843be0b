package org.wardbell.activities.webhook;

import static org.wardbell.activities.database.generated.Tables.WEBHOOK_CHANGE;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.WebhookChangeRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store of what changes of webhooks made of what. Who did it is in the audit trail, under the
 * same version; a row is added inside the transaction of the change.
 */
public final class SettingsHistory {
  /** Of one webhook; enough for years of changes by hand, and an end for a program's. */
  static final int KEPT = 200;

  private static final String COLUMN = "webhook_change.values";

  private static final TypeReference<List<SettingChange>> CHANGES = new TypeReference<>() {};

  /** Fields of a newer version are ignored by an older one. */
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private final Encryption encryption;

  public SettingsHistory(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * A change of a webhook's settings.
   *
   * @param version that it made
   */
  public record Kept(int version, Instant at, List<SettingChange> changes) {
    public Kept {
      changes = List.copyOf(changes);
    }
  }

  /** Keeps what a change did, and forgets what was too long ago to be kept beside it. */
  public void append(
      DSLContext transaction, KeptWebhook after, List<SettingChange> changes, Instant now) {
    UUID id = Ids.next();
    Sealed sealed = encryption.seal(after.clinicId(), COLUMN, id, JSON.writeValueAsBytes(changes));
    transaction
        .insertInto(WEBHOOK_CHANGE)
        .set(WEBHOOK_CHANGE.ID, id)
        .set(WEBHOOK_CHANGE.CLINIC_ID, after.clinicId())
        .set(WEBHOOK_CHANGE.WEBHOOK_ID, after.id())
        .set(WEBHOOK_CHANGE.VERSION, after.version())
        .set(WEBHOOK_CHANGE.CHANGED_AT, now)
        .set(WEBHOOK_CHANGE.VALUES_CIPHERTEXT, sealed.ciphertext())
        .set(WEBHOOK_CHANGE.KEY_ID, sealed.keyId())
        .execute();
    Integer last =
        transaction
            .select(WEBHOOK_CHANGE.VERSION)
            .from(WEBHOOK_CHANGE)
            .where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(after.id()))
            .orderBy(WEBHOOK_CHANGE.VERSION.desc())
            .limit(1)
            .offset(KEPT)
            .fetchOne(WEBHOOK_CHANGE.VERSION);
    if (last != null) {
      transaction
          .deleteFrom(WEBHOOK_CHANGE)
          .where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(after.id()), WEBHOOK_CHANGE.VERSION.le(last))
          .execute();
    }
  }

  /** Returns what these versions of a webhook changed, as far as it is kept, by version. */
  public Map<Integer, Kept> of(DSLContext database, UUID webhook, Collection<Integer> versions) {
    return versions.isEmpty()
        ? Map.of()
        : database
            .selectFrom(WEBHOOK_CHANGE)
            .where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(webhook), WEBHOOK_CHANGE.VERSION.in(versions))
            .fetchMap(WEBHOOK_CHANGE.VERSION, this::read);
  }

  /** Returns the newest changes of a webhook since then, newest first. */
  public List<Kept> since(DSLContext database, UUID webhook, Instant from, int limit) {
    return database
        .selectFrom(WEBHOOK_CHANGE)
        .where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(webhook), WEBHOOK_CHANGE.CHANGED_AT.ge(from))
        .orderBy(WEBHOOK_CHANGE.VERSION.desc())
        .limit(limit)
        .fetch(this::read);
  }

  /** One that cannot be opened is told without its values. */
  private Kept read(WebhookChangeRecord row) {
    List<SettingChange> changes = List.of();
    try {
      changes =
          JSON.readValue(
              encryption.open(row.getClinicId(), COLUMN, row.getId(), row.getValuesCiphertext()),
              CHANGES);
    } catch (BrokenSealException | JacksonException unreadable) {
      // What is left is when it was; who did it is in the audit trail.
    }
    return new Kept(row.getVersion(), row.getChangedAt(), changes);
  }

  /** Forgets what changed of a webhook that is deleted. */
  static void forget(DSLContext transaction, UUID webhook) {
    transaction.deleteFrom(WEBHOOK_CHANGE).where(WEBHOOK_CHANGE.WEBHOOK_ID.eq(webhook)).execute();
  }

  /**
   * Ends what changed before then.
   *
   * @param clinic whose, or null for webhooks of the installation
   * @return how many rows ended; fewer than the limit when nothing is left
   */
  public static int end(DSLContext database, @Nullable UUID clinic, Instant until, int limit) {
    Condition owner =
        clinic == null ? WEBHOOK_CHANGE.CLINIC_ID.isNull() : WEBHOOK_CHANGE.CLINIC_ID.eq(clinic);
    return database
        .deleteFrom(WEBHOOK_CHANGE)
        .where(owner)
        .and(WEBHOOK_CHANGE.ID.lt(Ids.firstOf(until)))
        .and(WEBHOOK_CHANGE.CHANGED_AT.lt(until))
        .limit(limit)
        .execute();
  }
}
