package org.wardbell.activities.database;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Properties;
import org.wardbell.activities.pem.Authorities;
import org.wardbell.activities.pem.UnreadablePem;

/**
 * The certificate authorities that sign for the database's server. The driver reads them from a key
 * store only, so a temporary one is made of the PEM file; there is no secret in it.
 */
final class AuthoritiesFile {
  /** A key store has a password, even if it holds what everybody may know. */
  private static final String PASSWORD = "no-secret";

  private AuthoritiesFile() {}

  /** Makes the driver check the server's certificate against these authorities, and its name. */
  static void use(Path pem, Properties driver) {
    try {
      Path store = Files.createTempFile("wardbell-authorities-", ".p12");
      store.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(store)) {
        Authorities.read(pem).store(out, PASSWORD.toCharArray());
      }
      driver.setProperty("trustCertificateKeyStoreUrl", store.toUri().toString());
      driver.setProperty("trustCertificateKeyStoreType", "PKCS12");
      driver.setProperty("trustCertificateKeyStorePassword", PASSWORD);
      driver.setProperty("fallbackToSystemTrustStore", "false");
    } catch (IOException e) {
      throw new RefusedStart(
          "The certificate authorities of WARDBELL_DATABASE_CA_FILE cannot be read: "
              + e.getMessage()
              + ".",
          e);
    } catch (UnreadablePem e) {
      throw new RefusedStart("WARDBELL_DATABASE_CA_FILE: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java writes PKCS12", e);
    }
  }
}
