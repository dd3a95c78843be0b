package org.wardbell.activities.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a webhook's requests are signed with (Standard Webhooks 1.0): a shared one for
 * v1 and, if it is wanted, a key pair for v1a; beside them those that were rotated and still sign.
 */
public final class SigningSecrets {
  /** Within the 24-64 bytes of the specification; as long as the digest. */
  private static final int SECRET_BYTES = 32;

  /** The bounds of the specification. */
  private static final int LEAST_SECRET_BYTES = 24;

  private static final int MOST_SECRET_BYTES = 64;

  /** RFC 8032: seed and public key have the same length. */
  private static final int ED25519_BYTES = 32;

  /** The new one and four that still sign: beyond that a request's header would grow too long. */
  public static final int MAXIMUM_ALIVE = 5;

  private static final SecureRandom RANDOM = new SecureRandom();

  private SigningSecrets() {}

  /** Returns a new shared secret: {@code whsec_} and the base64 of 32 random bytes. */
  public static SigningSecret newShared() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new SigningSecret(
        SigningSecret.SHARED + Base64.getEncoder().encodeToString(secret), null);
  }

  /**
   * Returns the secrets that somebody brings along: one shared secret, and at most one key pair;
   * empty if they are something else.
   */
  public static Optional<List<SigningSecret>> given(List<@Nullable String> values) {
    List<SigningSecret> secrets = new ArrayList<>();
    for (String value : values) {
      if (value == null || !isUsable(value)) {
        return Optional.empty();
      }
      secrets.add(new SigningSecret(value, null));
    }
    long pairs = secrets.stream().filter(SigningSecret::isPrivate).count();
    return secrets.size() - pairs == 1 && pairs <= 1
        ? Optional.of(List.copyOf(secrets))
        : Optional.empty();
  }

  private static boolean isUsable(String value) {
    SigningSecret secret = new SigningSecret(value, null);
    try {
      int bytes = secret.bytes().length;
      return secret.isPrivate()
          ? bytes == 2 * ED25519_BYTES
          : value.startsWith(SigningSecret.SHARED)
              && bytes >= LEAST_SECRET_BYTES
              && bytes <= MOST_SECRET_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** Returns a new key pair: {@code whsk_} and the base64 of seed and public key. */
  static SigningSecret newPair() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      // X.509 (RFC 8410) puts a prefix of fixed length before the key.
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] both = Arrays.copyOf(seed, 2 * ED25519_BYTES);
      System.arraycopy(encoded, encoded.length - ED25519_BYTES, both, ED25519_BYTES, ED25519_BYTES);
      return new SigningSecret(
          SigningSecret.PRIVATE + Base64.getEncoder().encodeToString(both), null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has Ed25519", e);
    }
  }

  /** Returns the public key that checks v1a, {@code whpk_} and base64; null if there is no pair. */
  public static @Nullable String publicKey(List<SigningSecret> secrets) {
    return secrets.stream()
        .filter(secret -> secret.isPrivate() && secret.retiresAt() == null)
        .findFirst()
        .map(
            secret ->
                "whpk_"
                    + Base64.getEncoder()
                        .encodeToString(
                            Arrays.copyOfRange(secret.bytes(), ED25519_BYTES, 2 * ED25519_BYTES)))
        .orElse(null);
  }

  /**
   * Returns the secrets that are kept with these settings: no dead ones, and a key pair if it is
   * wanted.
   */
  static List<SigningSecret> fitting(List<SigningSecret> kept, boolean ed25519, Instant now) {
    List<SigningSecret> fitting = new ArrayList<>();
    for (SigningSecret secret : kept) {
      if (secret.isAliveAt(now) && (ed25519 || !secret.isPrivate())) {
        fitting.add(secret);
      }
    }
    if (ed25519
        && fitting.stream().noneMatch(each -> each.isPrivate() && each.retiresAt() == null)) {
      fitting.add(newPair());
    }
    return List.copyOf(fitting);
  }

  /**
   * Returns new secrets, and the old ones until the overlap ends; those that retire sooner still
   * do.
   *
   * @throws TooManySecrets if more than {@value #MAXIMUM_ALIVE} shared ones would sign
   */
  static List<SigningSecret> rotated(
      List<SigningSecret> kept, boolean ed25519, Duration overlap, Instant now) {
    List<SigningSecret> rotated = new ArrayList<>();
    rotated.add(newShared());
    if (ed25519) {
      rotated.add(newPair());
    }
    Instant end = now.plus(overlap);
    for (SigningSecret secret : fitting(kept, ed25519, now)) {
      Instant retires = secret.retiresAt();
      SigningSecret old =
          new SigningSecret(
              secret.value(), retires != null && retires.isBefore(end) ? retires : end);
      if (old.isAliveAt(now)) {
        rotated.add(old);
      }
    }
    if (rotated.stream().filter(secret -> !secret.isPrivate()).count() > MAXIMUM_ALIVE) {
      throw new TooManySecrets();
    }
    return List.copyOf(rotated);
  }

  /** Returns when old secrets end that still sign, each time once, the next first. */
  public static List<Instant> retiring(List<SigningSecret> secrets, Instant now) {
    return secrets.stream()
        .filter(secret -> secret.isAliveAt(now))
        .map(SigningSecret::retiresAt)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns the secrets without those that are about to retire. */
  static List<SigningSecret> current(List<SigningSecret> kept) {
    return kept.stream().filter(secret -> secret.retiresAt() == null).toList();
  }

  /** A rotation beyond the limit: too many, with too long overlaps. */
  public static final class TooManySecrets extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySecrets() {
      super("a webhook has at most " + MAXIMUM_ALIVE + " signing secrets that are alive");
    }
  }
}
