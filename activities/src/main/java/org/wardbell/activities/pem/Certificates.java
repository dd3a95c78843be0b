package org.wardbell.activities.pem;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** The reader of X.509 certificates in PEM. */
public final class Certificates {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private Certificates() {}

  /**
   * Returns all certificates of a text, in its order; at least one.
   *
   * @throws UnreadablePem if there is none, or one is damaged
   */
  public static List<X509Certificate> read(String pem) throws UnreadablePem {
    if (!pem.contains(BEGIN)) {
      throw new UnreadablePem(
          "There is no certificate in this text.",
          "Paste it in PEM, from " + BEGIN + " to its end.");
    }
    try {
      // The factory takes no text before the first certificate.
      String begun = pem.substring(pem.indexOf(BEGIN));
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(
              new ByteArrayInputStream(begun.getBytes(StandardCharsets.ISO_8859_1)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException damaged) {
      throw new UnreadablePem(
          "The certificate is damaged or not an X.509 certificate.",
          "Paste it again, with its first and last line and all between them.");
    }
  }
}
