package org.wardbell.activities.backup;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig2026;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.wardbell.activities.crypto.PassphraseSeal;

/**
 * The seal of a backup's file. Its first line says what the file is. The second is a key of this
 * file alone, sealed with the passphrase ({@link PassphraseSeal}). The rest is Tink's streaming
 * AES-256-GCM under that key, in segments of a mebibyte: each is authenticated before anything of
 * it is read, and so are their order and which one is the last. Both lines are associated data.
 */
final class BackupSeal {
  static final String FIRST_LINE = "wardbell backup 1\n";

  /** Bytes. A sealed key has some 700; whoever reads another file should not read all of it. */
  private static final int LONGEST_LINE = 8_192;

  private final byte[] lines;
  private final StreamingAead aead;

  private BackupSeal(byte[] lines, StreamingAead aead) {
    this.lines = lines;
    this.aead = aead;
  }

  /** Makes the seal of a new file; takes seconds, because the passphrase is stretched. */
  static BackupSeal make(String passphrase) {
    try {
      KeysetHandle keyset =
          KeysetHandle.generateNew(
              PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB, StreamingAeadConfig2026.get());
      String text =
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, StreamingAeadConfig2026.get(), InsecureSecretKeyAccess.get());
      String sealed = PassphraseSeal.seal(passphrase, text.getBytes(StandardCharsets.UTF_8));
      return new BackupSeal(
          (FIRST_LINE + sealed + "\n").getBytes(StandardCharsets.US_ASCII), aead(keyset));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot make an AES-256-GCM key", e);
    }
  }

  /**
   * Opens the seal of a file; takes seconds, because the passphrase is stretched.
   *
   * @param file at its beginning
   * @throws BackupRefusedException if it is no backup, or the passphrase does not open it
   */
  static BackupSeal open(InputStream file, String passphrase) throws IOException {
    if (!FIRST_LINE.equals(line(file))) {
      throw new BackupRefusedException(
          "This is no backup of Wardbell, or one that a newer version wrote: it does not begin with \"%s\"."
              .formatted(FIRST_LINE.strip()));
    }
    String sealed = line(file);
    try {
      byte[] text = PassphraseSeal.open(passphrase, sealed.strip());
      KeysetHandle keyset =
          TinkJsonProtoKeysetFormat.parseKeyset(
              new String(text, StandardCharsets.UTF_8),
              StreamingAeadConfig2026.get(),
              InsecureSecretKeyAccess.get());
      return new BackupSeal(
          (FIRST_LINE + sealed).getBytes(StandardCharsets.US_ASCII), aead(keyset));
    } catch (PassphraseSeal.Unopened | GeneralSecurityException unopened) {
      // The cause may quote the key, so it is left out.
      throw new BackupRefusedException(
          "The passphrase does not open this backup, or its second line was changed.");
    }
  }

  private static StreamingAead aead(KeysetHandle keyset) throws GeneralSecurityException {
    return keyset.getPrimitive(StreamingAeadConfig2026.get(), StreamingAead.class);
  }

  /** Reads a line with its end; less at the end of the file, or of what a line may have. */
  private static String line(InputStream file) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = 0;
    while (next != '\n' && line.size() < LONGEST_LINE) {
      next = file.read();
      if (next < 0) {
        break;
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Writes the lines, and returns the stream of the content; its end is written by closing it. */
  OutputStream sealing(OutputStream file) throws IOException {
    file.write(lines);
    try {
      return aead.newEncryptingStream(file, lines);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has AES-GCM", e);
    }
  }

  /**
   * Reads the lines, which are those that were opened before, and returns the content. Reading it
   * fails where the file was cut or changed.
   */
  InputStream opening(InputStream file) throws IOException {
    if (!Arrays.equals(lines, file.readNBytes(lines.length))) {
      throw new BackupRefusedException("The backup's file was replaced while it was read.");
    }
    try {
      return aead.newDecryptingStream(file, lines);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has AES-GCM", e);
    }
  }
}
