package org.wardbell.embedded.temporal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.wardbell.embedded.process.EmbeddedServerException;

/**
 * The official release of the Temporal command line, checked against the SHA-256 list that is
 * published beside it.
 */
final class TemporalDownload {
  /** A machine without a way to the internet must notice quickly. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** The timeout of the response's head; the body, about 60 MB, takes as long as the line needs. */
  private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(20);

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int REPORT_EVERY_BYTES = 10 * 1024 * 1024;

  private final URI release;
  private final String archiveName;

  TemporalDownload(URI release, String version) {
    this.release = release;
    this.archiveName = "temporal_cli_%s_%s_%s.tar.gz".formatted(version, system(), machine());
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
  }

  private static String machine() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  /** Puts the program into the folder, or says in one line why that is impossible. */
  void into(Path folder, Consumer<String> progress) {
    progress.accept("Downloading Temporal's server from " + release.getHost() + " (once)");
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NORMAL);
    try (HttpClient client = builder.build()) {
      String wanted = publishedChecksum(client);
      Path archive = folder.resolve(archiveName);
      String got = save(client, archive, progress);
      if (!got.equals(wanted)) {
        throw new IOException("its checksum is " + got + " and should be " + wanted);
      }
      extract(archive, folder.resolve("temporal"));
      Files.delete(archive);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "The official download of Temporal's server is not available from %s (%s)."
              .formatted(release.getHost(), reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedServerException("Interrupted while downloading Temporal's server.", e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? "it cannot be reached" : e.getMessage();
  }

  private String publishedChecksum(HttpClient client) throws IOException, InterruptedException {
    HttpResponse<String> list = client.send(request("checksums.txt"), BodyHandlers.ofString());
    if (list.statusCode() != 200) {
      throw new IOException("HTTP status " + list.statusCode() + " for the list of checksums");
    }
    return list.body()
        .lines()
        .map(l -> l.strip().split("\\s+", 2))
        .filter(l -> l.length == 2 && l[1].equals(archiveName))
        .map(l -> l[0].toLowerCase(Locale.ROOT))
        .findFirst()
        .orElseThrow(() -> new IOException("no checksum is published for " + archiveName));
  }

  private String save(HttpClient client, Path file, Consumer<String> progress)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request(archiveName), BodyHandlers.ofInputStream());
    try (DigestInputStream in = new DigestInputStream(response.body(), sha256());
        OutputStream out = Files.newOutputStream(file)) {
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode() + " for " + archiveName);
      }
      byte[] buffer = new byte[BUFFER_BYTES];
      long total = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if ((total + n) / REPORT_EVERY_BYTES > total / REPORT_EVERY_BYTES) {
          progress.accept("  " + (total + n) / (1024 * 1024) + " MB");
        }
        total += n;
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private HttpRequest request(String name) {
    return HttpRequest.newBuilder(release.resolve(name)).timeout(RESPONSE_LIMIT).build();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static void extract(Path archive, Path program) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && entry.getName().equals("temporal")) {
          Files.copy(tar, program);
          Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
          return;
        }
      }
    }
    throw new IOException("the archive has no program in it");
  }
}
