package org.wardbell.activities.authentication;

import static org.wardbell.activities.database.generated.Tables.OAUTH_AUTHORIZATION;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.crypto.SecretWords;
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.OauthAuthorizationRecord;
import org.wardbell.activities.network.UrlQuery;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.TokenScope;
import org.wardbell.workflows.webhook.Authentication.OAuth2;

/**
 * A browser's way to an authorization server and back (RFC 6749, section 4.1, with PKCE, RFC 7636).
 * It begins with a ticket, which opens a page of ours; a browser whose person goes on from there
 * keeps the ticket as a cookie. The state that travels is made from the ticket and does not tell
 * it, so that a browser that comes back without the cookie is not the one that left (RFC 9700,
 * section 4.7). The state is kept hashed, and good once and for ten minutes.
 */
public final class Authorizations {
  /** The life of a state: long enough to sign in and to read the consent page. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  private static final Duration KEPT = Duration.ofDays(1);
  private static final int PER_SWEEP = 100;
  private static final String COLUMN = "oauth_authorization.verifier";

  /** Between the verifier and the scope's fingerprint; base64url has none. */
  private static final char DOT = '.';

  /**
   * A browser that is under way or came back.
   *
   * @param verifier proves to the token endpoint that the code was meant for us
   * @param scope fingerprint of what the webhook's tokens were good for when it began
   * @param requestedBy the person who started it
   */
  public record Returned(
      UUID webhookId, @Nullable UUID clinicId, String verifier, String scope, String requestedBy) {
    @Override
    public String toString() {
      return "Returned[" + webhookId + "]";
    }
  }

  private final Encryption encryption;

  public Authorizations(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * Begins an authorization and returns its ticket. Expired ones are removed at this opportunity.
   */
  public String begin(DSLContext transaction, KeptWebhook webhook, OAuth2 settings, String actor) {
    transaction
        .deleteFrom(OAUTH_AUTHORIZATION)
        .where(OAUTH_AUTHORIZATION.CREATED_AT.lt(DatabaseClock.after(KEPT.negated())))
        .limit(PER_SWEEP)
        .execute();
    String ticket = SecretWords.random();
    String kept =
        SecretWords.random() + DOT + TokenScope.of(webhook.settings(), settings).fingerprint();
    Sealed sealed =
        encryption.seal(
            webhook.clinicId(), COLUMN, webhook.id(), kept.getBytes(StandardCharsets.US_ASCII));
    transaction
        .insertInto(OAUTH_AUTHORIZATION)
        .set(OAUTH_AUTHORIZATION.STATE_HASH, Sha256.of(SecretWords.state(ticket)))
        .set(OAUTH_AUTHORIZATION.CLINIC_ID, webhook.clinicId())
        .set(OAUTH_AUTHORIZATION.WEBHOOK_ID, webhook.id())
        .set(OAUTH_AUTHORIZATION.VERIFIER_CIPHERTEXT, sealed.ciphertext())
        .set(OAUTH_AUTHORIZATION.KEY_ID, sealed.keyId())
        .set(OAUTH_AUTHORIZATION.REQUESTED_BY, actor)
        .set(OAUTH_AUTHORIZATION.CREATED_AT, DatabaseClock.now())
        .execute();
    return ticket;
  }

  /** Returns the authorization that a ticket opens, if it was not used and is not too old. */
  public Optional<Returned> find(DSLContext dsl, String ticket) {
    return SecretWords.isWord(ticket)
        ? read(dsl, Sha256.of(SecretWords.state(ticket)), OAUTH_AUTHORIZATION.USED_AT.isNull())
        : Optional.empty();
  }

  /** Returns the address of the authorization server to which the ticket's browser goes. */
  public static URI address(
      OAuth2 settings, String redirectUri, String ticket, Returned authorization) {
    return url(
        settings,
        redirectUri,
        SecretWords.state(ticket),
        SecretWords.challenge(authorization.verifier()));
  }

  private static URI url(OAuth2 settings, String redirectUri, String state, String challenge) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", redirectUri);
    if (!settings.scopes().isEmpty()) {
      query.put("scope", String.join(" ", settings.scopes()));
    }
    query.put("state", state);
    query.put("code_challenge", challenge);
    query.put("code_challenge_method", "S256");
    String audience = settings.audience();
    if (audience != null) {
      query.put("audience", audience);
    }
    return UrlQuery.appended(String.valueOf(settings.authorizationUrl()), query);
  }

  /**
   * Returns the authorization that a state belongs to; empty if there is none, or the state is too
   * old or was used before, or the browser is not the one that left with it.
   *
   * @param ticket what the browser kept, or null if it kept nothing; with another one the state is
   *     not spent
   */
  public Optional<Returned> redeem(DSLContext dsl, String state, @Nullable String ticket) {
    if (ticket == null || !SecretWords.isWord(ticket) || !SecretWords.state(ticket).equals(state)) {
      return Optional.empty();
    }
    byte[] hash = Sha256.of(state);
    int redeemed =
        dsl.update(OAUTH_AUTHORIZATION)
            .set(OAUTH_AUTHORIZATION.USED_AT, DatabaseClock.now())
            .where(OAUTH_AUTHORIZATION.STATE_HASH.eq(hash))
            .and(OAUTH_AUTHORIZATION.USED_AT.isNull())
            .and(isYoung())
            .execute();
    return redeemed == 0 ? Optional.empty() : read(dsl, hash, DSL.noCondition());
  }

  private Optional<Returned> read(DSLContext dsl, byte[] stateHash, Condition further) {
    return dsl.selectFrom(OAUTH_AUTHORIZATION)
        .where(OAUTH_AUTHORIZATION.STATE_HASH.eq(stateHash), isYoung(), further)
        .fetchOptional(this::open);
  }

  private static Condition isYoung() {
    return OAUTH_AUTHORIZATION.CREATED_AT.gt(DatabaseClock.after(LIFE.negated()));
  }

  private Returned open(OauthAuthorizationRecord row) {
    String kept =
        new String(
            encryption.open(
                row.getClinicId(), COLUMN, row.getWebhookId(), row.getVerifierCiphertext()),
            StandardCharsets.US_ASCII);
    int dot = kept.indexOf(DOT);
    return new Returned(
        row.getWebhookId(),
        row.getClinicId(),
        dot < 0 ? kept : kept.substring(0, dot),
        kept.substring(dot + 1),
        row.getRequestedBy());
  }
}
