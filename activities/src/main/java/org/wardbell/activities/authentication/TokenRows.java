package org.wardbell.activities.authentication;

import static org.wardbell.activities.database.generated.Tables.OAUTH_TOKEN;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.OauthTokenRecord;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.TokenScope;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import tools.jackson.databind.json.JsonMapper;

/** The rows of tokens. Every change is one statement that says which generation it is based on. */
final class TokenRows {
  private static final String COLUMN = "oauth_token.token";
  private static final String DETAIL_COLUMN = "oauth_token.last_error";
  private static final int LONGEST_ERROR = 60;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DSLContext dsl;
  private final Encryption encryption;

  TokenRows(DSLContext dsl, Encryption encryption) {
    this.dsl = dsl;
    this.encryption = encryption;
  }

  /** Returns the fingerprint of everything that an access token depends on. */
  String accessBinding(KeptWebhook webhook, OAuth2 settings) {
    return fingerprint(
        webhook.clinicId(),
        JSON.writeValueAsBytes(
            new Object[] {settings, TokenScope.of(webhook.settings(), settings)}));
  }

  /**
   * Returns the fingerprint of everything that a refresh token depends on: a secret may be renewed,
   * neither the authorization server nor the receiver may change.
   */
  String refreshBinding(KeptWebhook webhook, OAuth2 settings) {
    return fingerprint(
        webhook.clinicId(), JSON.writeValueAsBytes(TokenScope.of(webhook.settings(), settings)));
  }

  private String fingerprint(@Nullable UUID clinicId, byte[] bytes) {
    return HexFormat.of().formatHex(encryption.fingerprint(clinicId, bytes));
  }

  /** Returns the webhook's row, made if there is none yet. */
  TokenRow readOrMake(KeptWebhook webhook) {
    return find(webhook.id())
        .orElseGet(
            () -> {
              dsl.insertInto(OAUTH_TOKEN)
                  .set(OAUTH_TOKEN.WEBHOOK_ID, webhook.id())
                  .set(OAUTH_TOKEN.CLINIC_ID, webhook.clinicId())
                  .onDuplicateKeyIgnore()
                  .execute();
              return find(webhook.id()).orElseThrow();
            });
  }

  Optional<TokenRow> find(UUID webhookId) {
    return dsl.select(OAUTH_TOKEN.fields())
        .select(DatabaseClock.now().as("now"))
        .from(OAUTH_TOKEN)
        .where(OAUTH_TOKEN.WEBHOOK_ID.eq(webhookId))
        .fetchOptional(row -> open(row.into(OAUTH_TOKEN), row.get("now", Instant.class)));
  }

  private TokenRow open(OauthTokenRecord row, Instant now) {
    byte[] sealed = row.getTokenCiphertext();
    return new TokenRow(
        sealed == null
            ? KeptToken.NONE
            : JSON.readValue(
                encryption.open(row.getClinicId(), COLUMN, row.getWebhookId(), sealed),
                KeptToken.class),
        row.getGeneration(),
        row.getExpiresAt(),
        row.getRefreshingUntil(),
        row.getLastError(),
        detail(row),
        now);
  }

  private @Nullable String detail(OauthTokenRecord row) {
    byte[] sealed = row.getLastErrorCiphertext();
    return sealed == null
        ? null
        : new String(
            encryption.open(row.getClinicId(), DETAIL_COLUMN, row.getWebhookId(), sealed),
            StandardCharsets.UTF_8);
  }

  /** Takes the lease; true for exactly one of all who try at a time. */
  boolean take(UUID webhookId, int generation, Duration lease) {
    return dsl.update(OAUTH_TOKEN)
            .set(OAUTH_TOKEN.REFRESHING_UNTIL, DatabaseClock.after(lease))
            .set(OAUTH_TOKEN.LAST_ERROR, (String) null)
            .where(OAUTH_TOKEN.WEBHOOK_ID.eq(webhookId))
            .and(OAUTH_TOKEN.GENERATION.eq(generation))
            .and(
                OAUTH_TOKEN
                    .REFRESHING_UNTIL
                    .isNull()
                    .or(OAUTH_TOKEN.REFRESHING_UNTIL.le(DatabaseClock.now())))
            .execute()
        == 1;
  }

  /** Keeps a new token; false if somebody was faster, or forgot all tokens meanwhile. */
  boolean store(KeptWebhook webhook, int generation, KeptToken token, Duration life) {
    Sealed sealed =
        encryption.seal(webhook.clinicId(), COLUMN, webhook.id(), JSON.writeValueAsBytes(token));
    return dsl.update(OAUTH_TOKEN)
            .set(OAUTH_TOKEN.TOKEN_CIPHERTEXT, sealed.ciphertext())
            .set(OAUTH_TOKEN.KEY_ID, sealed.keyId())
            .set(OAUTH_TOKEN.GENERATION, generation + 1)
            .set(OAUTH_TOKEN.EXPIRES_AT, DatabaseClock.after(life))
            .set(OAUTH_TOKEN.REFRESHING_UNTIL, (Instant) null)
            .set(OAUTH_TOKEN.LAST_ERROR, (String) null)
            .set(OAUTH_TOKEN.LAST_ERROR_CIPHERTEXT, (byte[]) null)
            .where(OAUTH_TOKEN.WEBHOOK_ID.eq(webhook.id()))
            .and(OAUTH_TOKEN.GENERATION.eq(generation))
            .execute()
        == 1;
  }

  /** Remembers a failure, and lets the server rest for a while. */
  void fail(KeptWebhook webhook, int generation, TokenReply.Failed failure, Duration rest) {
    failed(webhook, failure)
        .set(OAUTH_TOKEN.REFRESHING_UNTIL, DatabaseClock.after(rest))
        .where(OAUTH_TOKEN.WEBHOOK_ID.eq(webhook.id()))
        .and(OAUTH_TOKEN.GENERATION.eq(generation))
        .execute();
  }

  /** Remembers a failure of a person's consent; tokens that there are stay good. */
  void note(KeptWebhook webhook, TokenReply.Failed failure) {
    readOrMake(webhook);
    failed(webhook, failure).where(OAUTH_TOKEN.WEBHOOK_ID.eq(webhook.id())).execute();
  }

  private UpdateSetMoreStep<OauthTokenRecord> failed(
      KeptWebhook webhook, TokenReply.Failed failure) {
    String code = failure.code();
    String detail = failure.detail();
    byte[] sealed =
        detail == null
            ? null
            : encryption
                .seal(
                    webhook.clinicId(),
                    DETAIL_COLUMN,
                    webhook.id(),
                    detail.getBytes(StandardCharsets.UTF_8))
                .ciphertext();
    return dsl.update(OAUTH_TOKEN)
        .set(OAUTH_TOKEN.LAST_ERROR, code.substring(0, Math.min(LONGEST_ERROR, code.length())))
        .set(OAUTH_TOKEN.LAST_ERROR_CIPHERTEXT, sealed);
  }

  /**
   * Expires a token that a receiver did not accept, so that the next attempt requests another one.
   */
  void expire(UUID webhookId, int generation) {
    dsl.update(OAUTH_TOKEN)
        .set(OAUTH_TOKEN.EXPIRES_AT, DSL.least(OAUTH_TOKEN.EXPIRES_AT, DatabaseClock.now()))
        .where(OAUTH_TOKEN.WEBHOOK_ID.eq(webhookId))
        .and(OAUTH_TOKEN.GENERATION.eq(generation))
        .execute();
  }
}
