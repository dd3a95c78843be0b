package org.wardbell.activities.authentication;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.wardbell.activities.pem.PrivateKeys;
import org.wardbell.activities.pem.UnreadablePem;
import org.wardbell.workflows.webhook.Authentication;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Web Tokens (RFC 7519) that we sign: a new one for each attempt, so that none can be
 * replayed.
 */
final class SignedTokens {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

  private SignedTokens() {}

  /**
   * @throws UnusableKey if the key does not sign, which the rules for webhooks prevent
   */
  static Credential sign(Authentication.SignedJwt settings, Instant now) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.parse(settings.algorithm()))
                .type(JOSEObjectType.JWT)
                .keyID(settings.keyId())
                .build(),
            claims(settings, now));
    try {
      token.sign(signer(settings));
    } catch (JOSEException | UnreadablePem | ClassCastException unusable) {
      // Not as a cause: its text may quote the key.
      throw new UnusableKey();
    }
    return Credential.authorization("Bearer " + token.serialize());
  }

  private static JWTClaimsSet claims(Authentication.SignedJwt settings, Instant now) {
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
    String further = settings.claims();
    if (further != null) {
      JSON.readValue(further, CLAIMS).forEach(claims::claim);
    }
    Integer backdate = settings.backdateSeconds();
    Date issued =
        Date.from(
            now.minusSeconds(
                backdate == null ? Authentication.SignedJwt.DEFAULT_BACKDATE_SECONDS : backdate));
    if (claims.getClaims().get("nbf") == null) {
      claims.notBeforeTime(issued);
    }
    return claims
        .issuer(settings.issuer())
        .subject(settings.subject())
        .audience(settings.audience())
        .issueTime(issued)
        .expirationTime(Date.from(now.plusSeconds(settings.expirySeconds())))
        .jwtID(UUID.randomUUID().toString())
        .build();
  }

  private static JWSSigner signer(Authentication.SignedJwt settings)
      throws JOSEException, UnreadablePem {
    return switch (settings.algorithm()) {
      case "HS256" -> new MACSigner(settings.key().getBytes(StandardCharsets.UTF_8));
      case "RS256" -> new RSASSASigner(PrivateKeys.read(settings.key()));
      case "ES256" -> new ECDSASigner((ECPrivateKey) PrivateKeys.read(settings.key()));
      default -> throw new JOSEException("there is no such algorithm");
    };
  }

  /** A key that does not sign. */
  static final class UnusableKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableKey() {
      super("the key of a webhook's token does not sign");
    }
  }
}
