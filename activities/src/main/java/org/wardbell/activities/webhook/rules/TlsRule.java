package org.wardbell.activities.webhook.rules;

import java.security.PrivateKey;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.pem.Certificates;
import org.wardbell.activities.pem.PrivateKeys;
import org.wardbell.activities.pem.UnreadablePem;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.TlsIdentity;

/** The rule for a webhook's certificates and keys of TLS. */
final class TlsRule {
  /** A chain of four certificates with large keys is 16 KiB. */
  static final int MAXIMUM_CHARACTERS = 64 * 1024;

  private static final int MAXIMUM_CERTIFICATES = 20;

  private static final String CERTIFICATE = "tls.certificate";
  private static final String KEY = "tls.key";
  private static final String AUTHORITIES = "tls.authorities";

  private final InstantSource clock;

  TlsRule(InstantSource clock) {
    this.clock = clock;
  }

  @Nullable TlsIdentity check(@Nullable TlsIdentity given, Problems problems) {
    String certificate = given == null ? null : text(given.certificate());
    String key = given == null ? null : text(given.key());
    String authorities = given == null ? null : text(given.authorities());
    if (certificate == null && key == null && authorities == null) {
      return null;
    }
    List<X509Certificate> own = certificates(CERTIFICATE, certificate, problems);
    certificates(AUTHORITIES, authorities, problems);
    if (!own.isEmpty()) {
      checkValidity(own.getFirst(), problems);
    }
    checkKey(key, certificate, own, problems);
    return new TlsIdentity(certificate, key, authorities);
  }

  private static @Nullable String text(@Nullable String pem) {
    return pem == null || pem.isBlank() ? null : pem.strip();
  }

  private static List<X509Certificate> certificates(
      String field, @Nullable String pem, Problems problems) {
    if (pem == null) {
      return List.of();
    }
    if (pem.length() > MAXIMUM_CHARACTERS) {
      problems.add(field, "This is larger than 64 KiB.", "Give only the certificates needed here.");
      return List.of();
    }
    try {
      List<X509Certificate> read = Certificates.read(pem);
      if (read.size() > MAXIMUM_CERTIFICATES) {
        problems.add(
            field,
            "There are " + read.size() + " certificates, more than " + MAXIMUM_CERTIFICATES + ".",
            "Give only those needed here.");
      }
      return read;
    } catch (UnreadablePem unreadable) {
      problems.add(field, String.valueOf(unreadable.getMessage()), unreadable.fix());
      return List.of();
    }
  }

  private void checkValidity(X509Certificate certificate, Problems problems) {
    Instant now = clock.instant();
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateExpiredException expired) {
      problems.add(
          CERTIFICATE,
          "The certificate expired on " + certificate.getNotAfter().toInstant() + ".",
          "Renew it.");
    } catch (CertificateNotYetValidException early) {
      problems.add(
          CERTIFICATE,
          "The certificate is valid from " + certificate.getNotBefore().toInstant() + ".",
          "Check the server's clock, or wait.");
    }
  }

  private static void checkKey(
      @Nullable String key,
      @Nullable String certificate,
      List<X509Certificate> own,
      Problems problems) {
    if (key == null && certificate == null) {
      return;
    }
    if (key == null) {
      problems.add(KEY, "The certificate needs its private key.", "Give both, or neither.");
    } else if (Mask.isMask(key)) {
      problems.add(KEY, Mask.PROBLEM, Mask.FIX);
    } else if (certificate == null) {
      problems.add(CERTIFICATE, "The key needs its certificate.", "Give both, or neither.");
    } else if (key.length() > MAXIMUM_CHARACTERS) {
      problems.add(KEY, "This is larger than 64 KiB.", "Give one private key.");
    } else {
      checkPair(key, own, problems);
    }
  }

  private static void checkPair(String key, List<X509Certificate> own, Problems problems) {
    try {
      PrivateKey read = PrivateKeys.read(key);
      if (!own.isEmpty() && !PrivateKeys.match(read, own.getFirst().getPublicKey())) {
        problems.add(
            KEY,
            "The key does not belong to the certificate.",
            "Give the key the certificate was made with, and our certificate first in its chain.");
      }
    } catch (UnreadablePem unreadable) {
      problems.add(KEY, String.valueOf(unreadable.getMessage()), unreadable.fix());
    }
  }
}
