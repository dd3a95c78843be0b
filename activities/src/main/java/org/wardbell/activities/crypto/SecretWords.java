package org.wardbell.activities.crypto;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The random words of a browser's way to a consent page and back, and what is made of them: 256
 * bits each, in base64url.
 */
public final class SecretWords {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  private SecretWords() {}

  /** Returns a new word. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  /**
   * Returns the state that travels while a browser keeps the secret: whoever sees the state cannot
   * tell the secret (RFC 9700, section 4.7).
   */
  public static String state(String secret) {
    return base64(Sha256.of("state " + secret));
  }

  /** Returns RFC 7636's code_challenge of a verifier. */
  public static String challenge(String verifier) {
    return base64(Sha256.of(verifier));
  }

  /** Returns whether a text has the form of such a word. */
  public static boolean isWord(String text) {
    return FORM.matcher(text).matches();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
