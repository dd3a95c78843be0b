package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.AuthenticationDraft;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Authentication;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A webhook's authentication in requests and, with masks, in answers. */
@Schema(
    name = "Authentication",
    description =
        "Which fields count depends on the type; those of another type are refused. Credentials are"
            + " shown as •••• and their last 4 characters; sent back so, they stay as they are, unless"
            + " the server they go to changes.")
public record AuthenticationForm(
    @Schema(
            allowableValues = {"none", "api_key", "basic", "bearer", "jwt", "oauth2", "hmac"},
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String type,
    @Schema(
            description = "api_key, hmac: where it is put.",
            allowableValues = {"header", "query"},
            defaultValue = "header")
        @Nullable String in,
    @Schema(
            description =
                "api_key, hmac: name of the header or parameter; for hmac X-Signature if left out.",
            example = "X-API-Key")
        @Nullable String name,
    @Schema(
            description =
                "api_key: the key. jwt: the secret for HS256 (at least 32 bytes), or a private key in PEM"
                    + " (PKCS #8) for RS256 and ES256.")
        @Nullable String key,
    @Schema(description = "basic; may be empty.") @Nullable String username,
    @Schema(description = "basic; may be empty.") @Nullable String password,
    @Schema(
            description =
                "bearer: what stands before the token: Bearer, Token, JWT, anything, nothing.",
            defaultValue = "Bearer")
        @Nullable String prefix,
    @Schema(description = "bearer") @Nullable String token,
    @Schema(
            description =
                "jwt: HS256 (if left out), RS256 or ES256. hmac: SHA256 (if left out), SHA1, SHA512 or MD5.")
        @Nullable String algorithm,
    @Schema(description = "jwt: header kid.") @Nullable String keyId,
    @Schema(description = "jwt: claim iss.") @Nullable String issuer,
    @Schema(description = "jwt: claim sub.") @Nullable String subject,
    @Schema(description = "jwt: claim aud. oauth2: a further parameter that some servers want.")
        @Nullable String audience,
    @Schema(description = "jwt: further claims. iat, nbf, exp and jti are set at each attempt.")
        @Nullable Map<String, Object> claims,
    @Schema(description = "jwt: from the attempt to exp, 1-86,400 s.", defaultValue = "300")
        @Nullable Integer expirySeconds,
    @Schema(
            description =
                "jwt: how long before the attempt iat and nbf are, 0-300 s, for receivers whose clock is behind.",
            defaultValue = "30")
        @Nullable Integer backdateSeconds,
    @Schema(
            description = "oauth2",
            allowableValues = {"client_credentials", "authorization_code"},
            defaultValue = "client_credentials")
        @Nullable String grant,
    @Schema(description = "oauth2, authorization_code: the page on which a person consents.")
        @Nullable String authorizationUrl,
    @Schema(description = "oauth2: the token endpoint.") @Nullable String tokenUrl,
    @Schema(description = "oauth2") @Nullable String clientId,
    @Schema(description = "oauth2; may be left out for authorization_code (PKCE is always used).")
        @Nullable String clientSecret,
    @Schema(
            description = "oauth2: how the token endpoint gets client_id and client_secret.",
            allowableValues = {"basic", "body"},
            defaultValue = "body")
        @Nullable String clientAuthentication,
    @Schema(description = "oauth2") @Nullable List<@Nullable String> scopes,
    @Schema(
            description =
                "hmac: tells the receiver which secret to use; sent as X-Access-Key, or as access_key in the query.")
        @Nullable String accessKey,
    @Schema(description = "hmac") @Nullable String secret) {

  /** The kept record's components have the same names, but for case and the place. */
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** Enums there, words in lower case here. */
  private static final List<String> CHOICES = List.of("grant", "client_authentication");

  /** Returns the draft for the rules. */
  AuthenticationDraft draft() {
    return new AuthenticationDraft(
        type,
        in,
        name,
        key,
        username,
        password,
        prefix,
        token,
        algorithm,
        keyId,
        issuer,
        subject,
        audience,
        claims,
        expirySeconds,
        backdateSeconds,
        grant,
        authorizationUrl,
        tokenUrl,
        clientId,
        clientSecret,
        clientAuthentication,
        scopes,
        accessKey,
        secret);
  }

  /** Returns the same with other credentials. */
  AuthenticationForm with(
      @Nullable String otherKey,
      @Nullable String otherPassword,
      @Nullable String otherToken,
      @Nullable String otherClientSecret,
      @Nullable String otherSecret) {
    return new AuthenticationForm(
        type,
        in,
        name,
        otherKey,
        username,
        otherPassword,
        prefix,
        otherToken,
        algorithm,
        keyId,
        issuer,
        subject,
        audience,
        claims,
        expirySeconds,
        backdateSeconds,
        grant,
        authorizationUrl,
        tokenUrl,
        clientId,
        otherClientSecret,
        clientAuthentication,
        scopes,
        accessKey,
        otherSecret);
  }

  /** Returns the form that is shown: the credentials masked. */
  AuthenticationForm masked() {
    return with(
        Mask.ofOptional(key),
        Mask.ofOptional(password),
        Mask.ofOptional(token),
        Mask.ofOptional(clientSecret),
        Mask.ofOptional(secret));
  }

  /** Returns the form that leaves the installation: nothing of the credentials in it. */
  AuthenticationForm hidden() {
    return with(dots(key), dots(password), dots(token), dots(clientSecret), dots(secret));
  }

  private static @Nullable String dots(@Nullable String credential) {
    return credential == null ? null : Mask.DOTS;
  }

  /** Returns the form that anybody may see. */
  AuthenticationForm typeOnly() {
    return JSON.treeToValue(JSON.createObjectNode().put("type", type), AuthenticationForm.class);
  }

  /** Returns the stored settings, credentials and all. */
  static AuthenticationForm of(Authentication kept) {
    ObjectNode fields = JSON.valueToTree(kept);
    JsonNode place = fields.remove("place");
    if (place != null) {
      fields.put("in", lower(place));
    }
    for (String choice : CHOICES) {
      if (fields.has(choice)) {
        fields.put(choice, lower(fields.get(choice)));
      }
    }
    if (fields.path("claims").isString()) {
      fields.set("claims", JSON.readTree(fields.get("claims").asString()));
    }
    return JSON.treeToValue(fields, AuthenticationForm.class);
  }

  private static String lower(JsonNode value) {
    return value.asString().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "AuthenticationForm[hidden]";
  }
}
