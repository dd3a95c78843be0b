package org.wardbell.workflows.webhook;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's way of authenticating itself to its receiver. Kept encrypted with the webhook's
 * settings; text forms hide every credential.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Authentication.None.class, name = "none"),
  @JsonSubTypes.Type(value = Authentication.ApiKey.class, name = "api_key"),
  @JsonSubTypes.Type(value = Authentication.Basic.class, name = "basic"),
  @JsonSubTypes.Type(value = Authentication.Bearer.class, name = "bearer"),
  @JsonSubTypes.Type(value = Authentication.SignedJwt.class, name = "jwt"),
  @JsonSubTypes.Type(value = Authentication.OAuth2.class, name = "oauth2"),
  @JsonSubTypes.Type(value = Authentication.Hmac.class, name = "hmac")
})
public sealed interface Authentication {
  /** The place of a credential. */
  enum Place {
    HEADER,
    QUERY
  }

  /** Nothing but our signature. */
  record None() implements Authentication {}

  /** A key in a header or query parameter of any name. */
  record ApiKey(Place place, String name, String key) implements Authentication {
    @Override
    public String toString() {
      return "ApiKey[hidden]";
    }
  }

  /** User name and password (RFC 7617), in UTF-8. */
  record Basic(String username, String password) implements Authentication {
    @Override
    public String toString() {
      return "Basic[hidden]";
    }
  }

  /**
   * A fixed token in the header Authorization (RFC 6750).
   *
   * @param prefix for instance Bearer, Token or JWT; may be empty
   */
  record Bearer(String prefix, String token) implements Authentication {
    @Override
    public String toString() {
      return "Bearer[hidden]";
    }
  }

  /**
   * A JSON Web Token (RFC 7519) that we sign again for each attempt.
   *
   * @param algorithm HS256, RS256 or ES256 (RFC 7518)
   * @param key the shared secret, or a PKCS #8 private key in PEM
   * @param keyId header kid, or null
   * @param claims further claims as a JSON object, or null
   * @param expirySeconds from the attempt to expiry, 1-86,400
   * @param backdateSeconds from iat and nbf to the attempt, 0-300; null in webhooks of earlier
   *     versions, which means {@value #DEFAULT_BACKDATE_SECONDS}
   */
  record SignedJwt(
      String algorithm,
      String key,
      @Nullable String keyId,
      @Nullable String issuer,
      @Nullable String subject,
      @Nullable String audience,
      @Nullable String claims,
      int expirySeconds,
      @Nullable Integer backdateSeconds)
      implements Authentication {
    /** A receiver whose clock is behind ours would find the token to be of its future. */
    public static final int DEFAULT_BACKDATE_SECONDS = 30;

    @Override
    public String toString() {
      return "SignedJwt[hidden]";
    }
  }

  /** The grant by which a token is obtained (RFC 6749, sections 4.1 and 4.4). */
  enum Grant {
    CLIENT_CREDENTIALS,
    AUTHORIZATION_CODE
  }

  /**
   * The way in which the client shows its secret to the token endpoint (RFC 6749, section 2.3.1).
   */
  enum ClientAuthentication {
    BASIC,
    BODY
  }

  /**
   * A token of an authorization server (RFC 6749).
   *
   * @param authorizationUrl where a person consents; for the authorization code only
   * @param clientSecret null for a public client, which only the authorization code allows
   * @param scopes in the order they are asked for
   * @param audience further parameter that some servers want, or null
   */
  record OAuth2(
      Grant grant,
      @Nullable String authorizationUrl,
      String tokenUrl,
      String clientId,
      @Nullable String clientSecret,
      ClientAuthentication clientAuthentication,
      List<String> scopes,
      @Nullable String audience)
      implements Authentication {
    public OAuth2 {
      scopes = KeptLists.orEmpty(scopes);
    }

    @Override
    public String toString() {
      return "OAuth2[hidden]";
    }
  }

  /**
   * KiviCare's signature over the body: hexadecimal, in a header or query parameter. Which secret
   * to check it with, the access key tells: in a header or parameter beside it.
   *
   * @param accessKey names the secret to the receiver
   * @param algorithm SHA256, SHA1, SHA512 or MD5
   * @param name of the header or query parameter
   */
  record Hmac(String accessKey, String secret, String algorithm, Place place, String name)
      implements Authentication {
    /** Carries the access key if the signature is in a header. */
    public static final String ACCESS_KEY_HEADER = "X-Access-Key";

    /** Carries the access key if the signature is in the query. */
    public static final String ACCESS_KEY_PARAMETER = "access_key";

    @Override
    public String toString() {
      return "Hmac[hidden]";
    }
  }
}
