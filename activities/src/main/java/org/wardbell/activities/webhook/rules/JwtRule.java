package org.wardbell.activities.webhook.rules;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.pem.PrivateKeys;
import org.wardbell.activities.pem.UnreadablePem;
import org.wardbell.activities.webhook.draft.AuthenticationDraft;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Authentication;
import tools.jackson.databind.json.JsonMapper;

/** The rule for the parts of a token that we sign. */
final class JwtRule {
  /** Long enough for a chain of proxies and a clock that is wrong; a stolen token dies soon. */
  static final int DEFAULT_EXPIRY_SECONDS = 300;

  static final int MAXIMUM_EXPIRY_SECONDS = 86_400;

  /** What our own signature allows a clock to be wrong. */
  static final int MAXIMUM_BACKDATE_SECONDS = 300;

  /** An RSA key of 8,192 bits is half of this. */
  static final int MAXIMUM_KEY_CHARACTERS = 16 * 1024;

  /** RFC 7518, section 3.2: a key as long as the digest. */
  static final int MINIMUM_SECRET_BYTES = 32;

  /** RFC 7518, section 3.3. */
  static final int MINIMUM_RSA_BITS = 2_048;

  private static final int P_256_BITS = 256;

  /** The whole token has to fit into a header. */
  static final int MAXIMUM_CLAIMS_CHARACTERS = 2_048;

  private static final int MAXIMUM_CLAIM_CHARACTERS = 255;

  private static final String HS256 = "HS256";

  private static final Map<String, String> ALGORITHMS =
      new TreeMap<>(Map.of("hs256", HS256, "rs256", "RS256", "es256", "ES256"));

  /** Registered claims (RFC 7519, section 4.1) that have fields of their own or that we set. */
  private static final Map<String, String> OWN =
      Map.of(
          "iss", "Set issuer instead.",
          "sub", "Set subject instead.",
          "aud", "Set audience instead.",
          "exp", "Set expiry_seconds instead.",
          "iat", "Wardbell sets it at each attempt; see backdate_seconds.",
          "jti", "Wardbell sets it at each attempt.");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JwtRule() {}

  static Authentication check(AuthenticationFields fields, AuthenticationDraft draft) {
    String algorithm = fields.choice("algorithm", ALGORITHMS, HS256);
    String key = fields.key(MAXIMUM_KEY_CHARACTERS, hint(algorithm));
    if (!key.isEmpty() && !Mask.isMask(key)) {
      checkKey(algorithm, key, fields);
    }
    return new Authentication.SignedJwt(
        algorithm,
        key,
        fields.optional("key_id", MAXIMUM_CLAIM_CHARACTERS),
        fields.optional("issuer", MAXIMUM_CLAIM_CHARACTERS),
        fields.optional("subject", MAXIMUM_CLAIM_CHARACTERS),
        fields.optional("audience", MAXIMUM_CLAIM_CHARACTERS),
        claims(fields, draft.claims()),
        fields.number("expiry_seconds", DEFAULT_EXPIRY_SECONDS, 1, MAXIMUM_EXPIRY_SECONDS),
        fields.number(
            "backdate_seconds",
            Authentication.SignedJwt.DEFAULT_BACKDATE_SECONDS,
            0,
            MAXIMUM_BACKDATE_SECONDS));
  }

  private static String hint(String algorithm) {
    return algorithm.equals(HS256)
        ? "Give the secret that the receiver checks with."
        : "Give the private key in PEM (PKCS #8); the receiver gets the public one.";
  }

  private static void checkKey(String algorithm, String key, AuthenticationFields fields) {
    if (algorithm.equals(HS256)) {
      if (key.startsWith("-----BEGIN")) {
        fields.add(
            "key",
            "A key in PEM is not a shared secret.",
            "Set algorithm to RS256 or ES256, or give the secret.");
      } else if (key.getBytes(StandardCharsets.UTF_8).length < MINIMUM_SECRET_BYTES) {
        fields.add(
            "key",
            "A secret for HS256 has at least " + MINIMUM_SECRET_BYTES + " bytes (RFC 7518).",
            "Agree on a longer one with the receiver, for instance from openssl rand -base64 32.");
      }
      return;
    }
    try {
      PrivateKey parsed = PrivateKeys.read(key);
      if (!fits(algorithm, parsed)) {
        fields.add(
            "key",
            "This key is not one for " + algorithm + ".",
            algorithm.equals("RS256")
                ? "Use an RSA key of at least " + MINIMUM_RSA_BITS + " bits."
                : "Use an elliptic-curve key on P-256 (prime256v1).");
      }
    } catch (UnreadablePem unreadable) {
      fields.add("key", String.valueOf(unreadable.getMessage()), unreadable.fix());
    }
  }

  private static boolean fits(String algorithm, PrivateKey key) {
    return switch (key) {
      case RSAPrivateKey rsa ->
          algorithm.equals("RS256") && rsa.getModulus().bitLength() >= MINIMUM_RSA_BITS;
      case ECPrivateKey curve ->
          algorithm.equals("ES256")
              && curve.getParams().getCurve().getField().getFieldSize() == P_256_BITS;
      default -> false;
    };
  }

  private static @Nullable String claims(
      AuthenticationFields fields, @Nullable Map<String, Object> given) {
    fields.know("claims");
    if (given == null || given.isEmpty()) {
      return null;
    }
    Set<String> names = given.keySet();
    for (String name : names) {
      String instead = OWN.get(name);
      if (instead != null) {
        fields.add("claims." + name, "This claim is not free.", instead);
      }
    }
    String json = JSON.writeValueAsString(given);
    if (json.length() > MAXIMUM_CLAIMS_CHARACTERS) {
      fields.add(
          "claims",
          "The claims have more than " + MAXIMUM_CLAIMS_CHARACTERS + " characters.",
          "Shorten them: the token has to fit into a header.");
    }
    return json;
  }
}
