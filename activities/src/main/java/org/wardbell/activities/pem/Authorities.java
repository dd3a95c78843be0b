package org.wardbell.activities.pem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/** The certificate authorities of a PEM file, in the form that Java's TLS wants. */
public final class Authorities {
  private Authorities() {}

  /**
   * Reads the authorities of a file; at least one.
   *
   * @throws IOException if the file cannot be read
   * @throws UnreadablePem if there is none in it, or one is damaged
   */
  public static KeyStore read(Path file) throws IOException, UnreadablePem {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (X509Certificate authority :
          Certificates.read(Files.readString(file, StandardCharsets.ISO_8859_1))) {
        number++;
        store.setCertificateEntry("authority-" + number, authority);
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has PKCS12", e);
    }
  }
}
