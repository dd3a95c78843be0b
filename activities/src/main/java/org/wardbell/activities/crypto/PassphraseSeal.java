package org.wardbell.activities.crypto;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedDecrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import java.text.ParseException;

/**
 * The sealing of what leaves the installation, with a passphrase that people share: a JSON Web
 * Encryption in compact form (RFC 7516), {@code PBES2-HS512+A256KW} (PBKDF2-HMAC-SHA-512, RFC 7518,
 * section 4.8) and {@code A256GCM}. Every JOSE library opens it.
 */
public final class PassphraseSeal {
  /** Below this a passphrase is found by trying. */
  public static final int MINIMUM_CHARACTERS = 16;

  /** More than anybody types. */
  public static final int MAXIMUM_CHARACTERS = 256;

  /**
   * The rounds that sealing takes, one to three seconds of a processor. OWASP's Password Storage
   * Cheat Sheet asks for 210,000 with SHA-512, and 600,000 with SHA-256.
   */
  private static final int ROUNDS = 600_000;

  private static final int SALT_BYTES = 16;

  /** A text that the passphrase given does not open, that was changed, or that is none at all. */
  public static final class Unopened extends Exception {
    private static final long serialVersionUID = 1L;

    private Unopened() {
      super("not opened");
    }
  }

  private PassphraseSeal() {}

  /** Returns the sealed text. */
  public static String seal(String passphrase, byte[] content) {
    JWEObject sealed =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.PBES2_HS512_A256KW, EncryptionMethod.A256GCM),
            new Payload(content));
    try {
      sealed.encrypt(new PasswordBasedEncrypter(passphrase, SALT_BYTES, ROUNDS));
    } catch (JOSEException e) {
      throw new IllegalStateException("Every Java has PBKDF2 and AES-GCM", e);
    }
    return sealed.serialize();
  }

  /**
   * Returns the content. The library refuses more than a million rounds, so that a made-up text
   * costs no more than twice a genuine one.
   *
   * @throws Unopened if it does not open
   */
  public static byte[] open(String passphrase, String sealed) throws Unopened {
    try {
      JWEObject object = JWEObject.parse(sealed);
      JWEHeader header = object.getHeader();
      // What is compressed could be small here and large in memory.
      if (!JWEAlgorithm.PBES2_HS512_A256KW.equals(header.getAlgorithm())
          || header.getCompressionAlgorithm() != null
          || header.getPBES2Count() > PasswordBasedDecrypter.MAX_ALLOWED_ITERATION_COUNT) {
        throw new Unopened();
      }
      object.decrypt(new PasswordBasedDecrypter(passphrase));
      return object.getPayload().toBytes();
    } catch (ParseException | JOSEException | IllegalStateException | IllegalArgumentException e) {
      throw new Unopened();
    }
  }
}
