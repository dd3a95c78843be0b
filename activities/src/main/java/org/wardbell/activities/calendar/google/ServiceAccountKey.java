package org.wardbell.activities.calendar.google;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The key of the operator's service account, read once from the file that Google's console
 * downloads. Its text form hides it.
 */
final class ServiceAccountKey {
  /** Key files have some 2 KiB. */
  private static final long LARGEST_FILE = 64 * 1024;

  private final byte[] json;

  private ServiceAccountKey(byte[] json) {
    this.json = json;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it is not there, or not a service account's key
   */
  static ServiceAccountKey read(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw notAKey(file, null);
      }
      ServiceAccountKey key = new ServiceAccountKey(Files.readAllBytes(file));
      var _ = ServiceAccountCredentials.fromStream(new ByteArrayInputStream(key.json));
      return key;
    } catch (IOException unreadable) {
      throw notAKey(file, unreadable);
    }
  }

  private static IllegalArgumentException notAKey(Path file, @Nullable IOException cause) {
    return new IllegalArgumentException(
        "WARDBELL_GOOGLE_SERVICE_ACCOUNT_FILE names "
            + file
            + ", which is not readable or not the JSON key of a service account. Download the key in"
            + " Google's console under IAM & Admin > Service Accounts > Keys.",
        cause == null || cause instanceof FileSystemException ? cause : null);
  }

  /** Returns the account's credentials; tokens come from our token URL, whatever the file says. */
  ServiceAccountCredentials credentials(URI tokenUrl, HttpTransport transport) {
    try {
      return ServiceAccountCredentials.fromStream(new ByteArrayInputStream(json), () -> transport)
          .toBuilder()
          .setTokenServerUri(tokenUrl)
          .build();
    } catch (IOException impossible) {
      throw new IllegalStateException("the key was read before", impossible);
    }
  }

  @Override
  public String toString() {
    return "ServiceAccountKey[hidden]";
  }
}
