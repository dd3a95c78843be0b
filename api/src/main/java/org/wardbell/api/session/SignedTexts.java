package org.wardbell.api.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.crypto.Encryption;

/**
 * Texts with a signature: an HMAC with the installation's key, which the database has only wrapped.
 * Whoever can read the database cannot make a cookie of what it has, and made-up ones cost no
 * query.
 */
@Component
final class SignedTexts {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Encryption encryption;

  SignedTexts(Encryption encryption) {
    this.encryption = encryption;
  }

  /** Returns the signature of a text for one purpose: 43 URL-safe characters. */
  String signature(String purpose, String text) {
    return TEXT.encodeToString(
        encryption.fingerprint(null, (purpose + "/" + text).getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a text and its signature, with a dot between them. */
  String sign(String purpose, String text) {
    return text + "." + signature(purpose, text);
  }

  /** Returns the text of what {@link #sign} made for the same purpose, or null. */
  @Nullable String verified(String purpose, @Nullable String signed) {
    int dot = signed == null ? -1 : signed.lastIndexOf('.');
    if (signed == null || dot < 0) {
      return null;
    }
    String text = signed.substring(0, dot);
    return isSignature(purpose, text, signed.substring(dot + 1)) ? text : null;
  }

  /** Returns whether that is the signature of a text, in constant time. */
  boolean isSignature(String purpose, String text, String signature) {
    return MessageDigest.isEqual(
        signature(purpose, text).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }
}
