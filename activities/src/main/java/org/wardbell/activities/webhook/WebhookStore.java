package org.wardbell.activities.webhook;

import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.WebhookRecord;
import org.wardbell.activities.webhook.state.WebhookState;
import org.wardbell.activities.webhook.state.WebhookStateRows;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store of webhooks. Every change counts the version up by one and happens only if nobody
 * changed the row in between. A deleted webhook stays as a row, because its deliveries and attempts
 * name it.
 */
public final class WebhookStore {
  /** Each event is matched against all of them; there is no other cap on matching. */
  public static final int MAXIMUM_PER_CLINIC = 500;

  private static final JsonMapper PATTERNS = JsonMapper.builder().build();

  private final WebhookSealing sealing;

  public WebhookStore(WebhookSealing sealing) {
    this.sealing = sealing;
  }

  /**
   * Keeps a new webhook inside the caller's transaction.
   *
   * @param clinic its clinic, or null for a global one
   * @throws TooManyWebhooks if the clinic has {@value #MAXIMUM_PER_CLINIC} already
   */
  public StoredWebhook insert(
      DSLContext transaction,
      @Nullable UUID clinic,
      WebhookSettings settings,
      List<SigningSecret> given,
      Instant now) {
    requireRoom(transaction, clinic);
    UUID id = Ids.next();
    List<SigningSecret> secrets = SigningSecrets.fitting(given, settings.ed25519(), now);
    SealedWebhook sealed = sealing.seal(clinic, id, settings, secrets);
    transaction
        .insertInto(WEBHOOK)
        .set(WEBHOOK.ID, id)
        .set(WEBHOOK.CLINIC_ID, clinic)
        .set(WEBHOOK.NAME, settings.name())
        .set(WEBHOOK.VERSION, 1)
        .set(WEBHOOK.ENABLED, settings.enabled())
        .set(WEBHOOK.ENABLED_AT, DatabaseClock.now())
        .set(WEBHOOK.PATTERNS, patterns(settings))
        .set(WEBHOOK.SETTINGS_CIPHERTEXT, sealed.settings())
        .set(WEBHOOK.SECRETS_CIPHERTEXT, sealed.secrets())
        .set(WEBHOOK.KEY_ID, sealed.keyId())
        .set(WEBHOOK.CREATED_AT, now)
        .set(WEBHOOK.UPDATED_AT, now)
        .execute();
    WebhookStateRows.insert(transaction, id);
    return new StoredWebhook(
        new KeptWebhook(id, clinic, 1, settings, secrets),
        settings.enabled(),
        null,
        WebhookState.unused(id),
        now,
        now);
  }

  /**
   * Refuses a webhook beyond the clinic's limit. The clinic's row is locked, so that two requests
   * cannot both take the last place.
   */
  private static void requireRoom(DSLContext transaction, @Nullable UUID clinic) {
    if (clinic != null) {
      transaction.select(CLINIC.ID).from(CLINIC).where(CLINIC.ID.eq(clinic)).forUpdate().fetch();
    }
    int present =
        transaction.fetchCount(
            DSL.selectOne().from(WEBHOOK).where(ofClinic(clinic), WEBHOOK.DELETED_AT.isNull()));
    if (present >= MAXIMUM_PER_CLINIC) {
      throw new TooManyWebhooks();
    }
  }

  private static Condition ofClinic(@Nullable UUID clinic) {
    return clinic == null ? WEBHOOK.CLINIC_ID.isNull() : WEBHOOK.CLINIC_ID.eq(clinic);
  }

  /** Returns the webhook with this id, unless it was deleted. */
  public Optional<StoredWebhook> find(DSLContext database, UUID id) {
    return select(database)
        .where(WEBHOOK.ID.eq(id), WEBHOOK.DELETED_AT.isNull())
        .fetchOptional(this::read);
  }

  /**
   * Webhooks, newest first.
   *
   * @param clinic only that clinic's, or null for all, the global ones included
   * @param before only webhooks made before this one, or null to begin with the newest
   */
  public List<StoredWebhook> list(
      DSLContext database, @Nullable UUID clinic, @Nullable UUID before, int limit) {
    Condition wanted = WEBHOOK.DELETED_AT.isNull();
    if (clinic != null) {
      wanted = wanted.and(WEBHOOK.CLINIC_ID.eq(clinic));
    }
    if (before != null) {
      wanted = wanted.and(WEBHOOK.ID.lt(before));
    }
    return select(database).where(wanted).orderBy(WEBHOOK.ID.desc()).limit(limit).fetch(this::read);
  }

  /**
   * Returns all webhooks of a clinic, or all global ones for null, the oldest first; at most
   * {@value #MAXIMUM_PER_CLINIC}.
   */
  public List<StoredWebhook> of(DSLContext database, @Nullable UUID clinic) {
    return select(database)
        .where(ofClinic(clinic), WEBHOOK.DELETED_AT.isNull())
        .orderBy(WEBHOOK.ID)
        .limit(MAXIMUM_PER_CLINIC)
        .fetch(this::read);
  }

  /**
   * Replaces the settings inside the caller's transaction.
   *
   * @param earlier the webhook on which the change is based
   * @return the new version, or empty if somebody else changed or deleted it in between
   */
  public Optional<KeptWebhook> update(
      DSLContext transaction, KeptWebhook earlier, WebhookSettings settings, Instant now) {
    List<SigningSecret> secrets =
        SigningSecrets.fitting(earlier.secrets(), settings.ed25519(), now);
    Optional<KeptWebhook> changed =
        replace(
            transaction,
            earlier,
            settings,
            secrets,
            Map.of(
                WEBHOOK.NAME, settings.name(),
                WEBHOOK.ENABLED, settings.enabled(),
                WEBHOOK.DISABLED_REASON, DSL.inline(null, WEBHOOK.DISABLED_REASON),
                WEBHOOK.PATTERNS, patterns(settings)),
            now);
    if (changed.isPresent() && !TokenScope.of(earlier.settings()).equals(TokenScope.of(settings))) {
      forgetTokens(transaction, earlier.id());
    }
    return changed;
  }

  /**
   * Forgets a webhook's OAuth 2 tokens inside the caller's transaction; one that is being asked for
   * meanwhile is not kept, because the generation has changed.
   */
  public static void forgetTokens(DSLContext transaction, UUID id) {
    transaction
        .update(OAUTH_TOKEN)
        .set(OAUTH_TOKEN.TOKEN_CIPHERTEXT, (byte[]) null)
        .set(OAUTH_TOKEN.KEY_ID, (Integer) null)
        .set(OAUTH_TOKEN.GENERATION, OAUTH_TOKEN.GENERATION.plus(1))
        .set(OAUTH_TOKEN.EXPIRES_AT, (Instant) null)
        .set(OAUTH_TOKEN.REFRESHING_UNTIL, (Instant) null)
        .set(OAUTH_TOKEN.LAST_ERROR, (String) null)
        .set(OAUTH_TOKEN.LAST_ERROR_CIPHERTEXT, (byte[]) null)
        .where(OAUTH_TOKEN.WEBHOOK_ID.eq(id))
        .execute();
  }

  /**
   * Gives it new signing secrets inside the caller's transaction. The old ones sign beside them
   * until the overlap ends; whether the webhook is enabled does not change.
   *
   * @return the new version, or empty if somebody else changed or deleted it in between
   * @throws SigningSecrets.TooManySecrets if too many old ones still sign
   */
  public Optional<KeptWebhook> rotate(
      DSLContext transaction, KeptWebhook earlier, Duration overlap, Instant now) {
    WebhookSettings settings = earlier.settings();
    List<SigningSecret> secrets =
        SigningSecrets.rotated(earlier.secrets(), settings.ed25519(), overlap, now);
    return replace(transaction, earlier, settings, secrets, Map.of(), now);
  }

  /**
   * Ends old signing secrets inside the caller's transaction, before their overlap is over.
   *
   * @return the new version, or empty if somebody else changed or deleted it in between
   */
  public Optional<KeptWebhook> endOverlap(
      DSLContext transaction, KeptWebhook earlier, Instant now) {
    List<SigningSecret> secrets = SigningSecrets.current(earlier.secrets());
    return replace(transaction, earlier, earlier.settings(), secrets, Map.of(), now);
  }

  private Optional<KeptWebhook> replace(
      DSLContext transaction,
      KeptWebhook earlier,
      WebhookSettings settings,
      List<SigningSecret> secrets,
      Map<? extends Field<?>, ?> more,
      Instant now) {
    if (!earlier.isReadable()) {
      throw new IllegalStateException("what could not be opened must not be written");
    }
    SealedWebhook sealed = sealing.seal(earlier.clinicId(), earlier.id(), settings, secrets);
    int version = earlier.version() + 1;
    int updated =
        transaction
            .update(WEBHOOK)
            // First, because it reads the value before.
            .set(
                WEBHOOK.ENABLED_AT,
                DSL.when(WEBHOOK.ENABLED.isTrue(), WEBHOOK.ENABLED_AT)
                    .otherwise(DatabaseClock.now()))
            .set(more)
            .set(WEBHOOK.VERSION, version)
            .set(WEBHOOK.SETTINGS_CIPHERTEXT, sealed.settings())
            .set(WEBHOOK.SECRETS_CIPHERTEXT, sealed.secrets())
            .set(WEBHOOK.KEY_ID, sealed.keyId())
            .set(WEBHOOK.UPDATED_AT, now)
            .where(
                WEBHOOK.ID.eq(earlier.id()),
                WEBHOOK.VERSION.eq(earlier.version()),
                WEBHOOK.DELETED_AT.isNull())
            .execute();
    return updated == 0
        ? Optional.empty()
        : Optional.of(
            new KeptWebhook(earlier.id(), earlier.clinicId(), version, settings, secrets));
  }

  /** Returns a webhook's version and locks its row; empty if it was deleted. */
  public Optional<Integer> lockedVersion(DSLContext transaction, UUID id) {
    return transaction
        .select(WEBHOOK.VERSION)
        .from(WEBHOOK)
        .where(WEBHOOK.ID.eq(id), WEBHOOK.DELETED_AT.isNull())
        .forUpdate()
        .fetchOptional(WEBHOOK.VERSION);
  }

  /**
   * Deletes it inside the caller's transaction, and with it its tokens, credentials, URL, signing
   * secrets and the values of its former settings: what names it later needs its id and its name.
   * False if it was deleted already.
   */
  public boolean delete(DSLContext transaction, UUID id, Instant now) {
    transaction.deleteFrom(OAUTH_TOKEN).where(OAUTH_TOKEN.WEBHOOK_ID.eq(id)).execute();
    SettingsHistory.forget(transaction, id);
    return transaction
            .update(WEBHOOK)
            .setNull(WEBHOOK.SETTINGS_CIPHERTEXT)
            .setNull(WEBHOOK.SECRETS_CIPHERTEXT)
            .set(WEBHOOK.ENABLED, false)
            .set(WEBHOOK.VERSION, WEBHOOK.VERSION.plus(1))
            .set(WEBHOOK.DELETED_AT, now)
            .set(WEBHOOK.UPDATED_AT, now)
            .where(WEBHOOK.ID.eq(id), WEBHOOK.DELETED_AT.isNull())
            .execute()
        == 1;
  }

  private static SelectOnConditionStep<Record> select(DSLContext database) {
    return database
        .select(WEBHOOK.fields())
        .select(WEBHOOK_STATE.fields())
        .from(WEBHOOK)
        .join(WEBHOOK_STATE)
        .on(WEBHOOK_STATE.WEBHOOK_ID.eq(WEBHOOK.ID));
  }

  private StoredWebhook read(Record row) {
    WebhookRecord webhook = row.into(WEBHOOK);
    return new StoredWebhook(
        open(webhook),
        webhook.getEnabled(),
        webhook.getDisabledReason(),
        WebhookState.of(row),
        webhook.getCreatedAt(),
        webhook.getUpdatedAt());
  }

  /**
   * Opens a webhook. One that cannot be opened is shown all the same, so that a person can see and
   * delete it: by its name and its events, without an address and without secrets.
   */
  private KeptWebhook open(WebhookRecord row) {
    try {
      return sealing.open(row);
    } catch (BrokenSealException | UnknownSettingsException unreadable) {
      return WebhookSealing.unread(row);
    }
  }

  private static JSON patterns(WebhookSettings settings) {
    return JSON.json(PATTERNS.writeValueAsString(settings.events()));
  }
}
