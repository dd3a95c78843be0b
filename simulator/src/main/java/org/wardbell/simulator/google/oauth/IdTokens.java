package org.wardbell.simulator.google.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The maker of ID tokens (guide "OpenID Connect"): who the account is, signed with RS256. */
final class IdTokens {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LIFE_SECONDS = 3_600;

  String make(String clientId, String subject, String email, boolean showsEmail) {
    long now = Instant.now().getEpochSecond();
    ObjectNode claims = JSON.createObjectNode();
    claims.put("iss", "https://accounts.google.com");
    claims.put("azp", clientId).put("aud", clientId).put("sub", subject);
    if (showsEmail) {
      claims.put("email", email).put("email_verified", true);
    }
    claims.put("iat", now).put("exp", now + LIFE_SECONDS);
    String signed =
        base64("{\"alg\":\"RS256\",\"kid\":\"simulated\",\"typ\":\"JWT\"}")
            + "."
            + base64(claims.toString());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(RsaKeys.ofTokens().getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java signs with RSA", e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
