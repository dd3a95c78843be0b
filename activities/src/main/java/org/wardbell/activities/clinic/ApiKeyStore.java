package org.wardbell.activities.clinic;

import static org.wardbell.activities.database.generated.Tables.API_KEY;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.ApiKeyRecord;

/**
 * The store of API keys: by hash, never by text. A revoked key stays as a row, so that the audit
 * trail still names it.
 */
public final class ApiKeyStore {
  private final DSLContext database;

  public ApiKeyStore(DSLContext database) {
    this.database = database;
  }

  /** Returns the key with this SHA-256, whether or not it still works. */
  public Optional<ApiKey> findByHash(byte[] hash) {
    return database
        .selectFrom(API_KEY)
        .where(API_KEY.HASH.eq(hash))
        .fetchOptional(ApiKeyStore::read);
  }

  /** Returns the key with this id, whether or not it still works. */
  public Optional<ApiKey> find(UUID id) {
    return database.selectFrom(API_KEY).where(API_KEY.ID.eq(id)).fetchOptional(ApiKeyStore::read);
  }

  /**
   * Keys that were not revoked, newest first.
   *
   * @param clinic only that clinic's, or null for all of the installation
   * @param before only keys older than this one, or null to begin with the newest
   */
  public List<ApiKey> list(@Nullable UUID clinic, @Nullable UUID before, int limit) {
    Condition wanted = API_KEY.REVOKED_AT.isNull();
    if (clinic != null) {
      wanted = wanted.and(API_KEY.CLINIC_ID.eq(clinic));
    }
    if (before != null) {
      wanted = wanted.and(API_KEY.ID.lt(before));
    }
    return database
        .selectFrom(API_KEY)
        .where(wanted)
        .orderBy(API_KEY.ID.desc())
        .limit(limit)
        .fetch(ApiKeyStore::read);
  }

  /** Keeps a new key inside the caller's transaction. */
  public void insert(DSLContext transaction, ApiKey key, byte[] hash) {
    transaction
        .insertInto(API_KEY)
        .set(API_KEY.ID, key.id())
        .set(API_KEY.CLINIC_ID, key.clinicId())
        .set(API_KEY.NAME, key.name())
        .set(API_KEY.HASH, hash)
        .set(API_KEY.ROLE, key.role().name())
        .set(API_KEY.CREATED_AT, key.createdAt())
        .set(API_KEY.EXPIRES_AT, key.expiresAt())
        .execute();
  }

  /** Ends a key inside the caller's transaction; false if it was already revoked. */
  public boolean revoke(DSLContext transaction, UUID id, Instant at) {
    return transaction
            .update(API_KEY)
            .set(API_KEY.REVOKED_AT, at)
            .where(API_KEY.ID.eq(id), API_KEY.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  /**
   * Notes when keys were last used, in one transaction, unless a later time is there already.
   *
   * @param uses at most as many as one transaction should have
   */
  public void used(Map<UUID, Instant> uses) {
    database.transaction(configuration -> used(configuration.dsl(), uses));
  }

  private static void used(DSLContext transaction, Map<UUID, Instant> uses) {
    BatchBindStep batch =
        transaction.batch(
            transaction
                .update(API_KEY)
                .set(API_KEY.LAST_USED_AT, (Instant) null)
                .where(API_KEY.ID.eq((UUID) null))
                .and(API_KEY.LAST_USED_AT.isNull().or(API_KEY.LAST_USED_AT.lt((Instant) null))));
    // In the order of ids, as every process does it.
    for (Map.Entry<UUID, Instant> use : new TreeMap<>(uses).entrySet()) {
      batch = batch.bind(use.getValue(), use.getKey(), use.getValue());
    }
    batch.execute();
  }

  /**
   * Returns the number of keys that could still administer the whole installation at that moment.
   */
  public int countInstallationAdministrators(DSLContext transaction, Instant now) {
    return transaction.fetchCount(
        DSL.selectOne()
            .from(API_KEY)
            .where(
                API_KEY.CLINIC_ID.isNull(),
                API_KEY.ROLE.eq(Role.ADMIN.name()),
                API_KEY.REVOKED_AT.isNull(),
                API_KEY.EXPIRES_AT.isNull().or(API_KEY.EXPIRES_AT.gt(now))));
  }

  private static ApiKey read(ApiKeyRecord row) {
    return new ApiKey(
        row.getId(),
        row.getClinicId(),
        row.getName(),
        Role.valueOf(row.getRole()),
        row.getCreatedAt(),
        row.getExpiresAt(),
        row.getRevokedAt(),
        row.getLastUsedAt());
  }
}
