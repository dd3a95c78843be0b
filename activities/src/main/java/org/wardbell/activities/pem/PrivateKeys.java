package org.wardbell.activities.pem;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reader of RSA and elliptic-curve keys in PKCS #8 (RFC 5958) and PEM. */
public final class PrivateKeys {
  private static final Pattern PKCS_8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final List<String> ALGORITHMS = List.of("RSA", "EC");

  /** Anything that is signed and checked shows whether two keys belong together. */
  private static final byte[] PROBE = {1, 2, 3};

  private PrivateKeys() {}

  /**
   * Returns the key of a text.
   *
   * @throws UnreadablePem if there is none, or it is encrypted, or of another form
   */
  public static PrivateKey read(String pem) throws UnreadablePem {
    Matcher matcher = PKCS_8.matcher(pem);
    if (!matcher.find()) {
      throw otherForm(pem);
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(matcher.group(1));
    } catch (IllegalArgumentException notBase64) {
      throw damaged();
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException another) {
        // The next one may be it; no exception of these may leave, they can quote the key.
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("Every Java has " + algorithm, missing);
      }
    }
    throw damaged();
  }

  private static UnreadablePem damaged() {
    return new UnreadablePem(
        "The private key is damaged, or neither RSA nor elliptic-curve.",
        "Paste an RSA or EC key again, with its first and last line and all between them.");
  }

  private static UnreadablePem otherForm(String pem) {
    if (pem.contains("ENCRYPTED")) {
      return new UnreadablePem(
          "The private key is locked by a password.",
          "Unlock it: openssl pkcs8 -topk8 -nocrypt -in key.pem. It is kept encrypted here.");
    }
    if (pem.contains("BEGIN RSA PRIVATE KEY") || pem.contains("BEGIN EC PRIVATE KEY")) {
      return new UnreadablePem(
          "The private key is in an older form than PKCS #8.",
          "Convert it: openssl pkcs8 -topk8 -nocrypt -in key.pem.");
    }
    return new UnreadablePem(
        "There is no private key in this text.",
        "Paste it in PEM, from -----BEGIN PRIVATE KEY----- to its end.");
  }

  /** Returns whether a private and a public key belong together. */
  public static boolean match(PrivateKey key, PublicKey other) {
    if (!key.getAlgorithm().equals(other.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature =
          Signature.getInstance(
              key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(other);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException doNotFit) {
      return false;
    }
  }
}
