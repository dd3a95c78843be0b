package org.wardbell.embedded.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.process.Cache;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.TestFolder;

class TemporalSourcesTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/");
  private static final String PROGRAM = "#!/bin/sh\necho temporal version 1.5.1 for a test\n";

  private final TestFolder folder = new TestFolder();
  private final Cache cache = Cache.in(folder.path().resolve("cache"));
  private final List<String> progress = new ArrayList<>();

  @AfterEach
  void removeFolder() {
    folder.close();
  }

  @Test
  void source_named_comesBeforePathAndCache() throws IOException {
    Path named = program("named");
    program("path/temporal");
    program("cache/bin/temporal");
    assertThat(sources(Map.of("WARDBELL_TEMPORAL_CLI", named.toString(), "PATH", path())).present())
        .contains(new TemporalSource.CommandLine(named, "WARDBELL_TEMPORAL_CLI"));
  }

  @Test
  void source_onPath_comesBeforeCache() throws IOException {
    Path installed = program("path/temporal");
    Path cached = program("cache/bin/temporal");
    assertThat(sources(Map.of("PATH", path())).present())
        .contains(new TemporalSource.CommandLine(installed, "PATH"));
    assertThat(sources(Map.of()).present())
        .contains(new TemporalSource.CommandLine(cached, "cache"));
  }

  @Test
  void source_namedButMissing_isAnErrorAndNotPassedOver() throws IOException {
    program("path/temporal");
    TemporalSources sources =
        sources(Map.of("WARDBELL_TEMPORAL_CLI", "/no/such/program", "PATH", path()));
    assertThatThrownBy(sources::present)
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("WARDBELL_TEMPORAL_CLI")
        .hasMessageContaining("/no/such/program");
  }

  @Test
  void source_withNothingInReach_isTheJavaTestServerSoon() {
    Instant begin = Instant.now();
    TemporalSource source = sources(Map.of()).resolve(progress::add);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(6));
    assertThat(source)
        .isInstanceOfSatisfying(
            TemporalSource.JavaTestServer.class,
            s ->
                assertThat(s.reason())
                    .contains("127.0.0.1")
                    .contains("Go is not installed")
                    .doesNotContain("\n"));
  }

  @Test
  void download_withRightChecksum_isKeptInTheCache() throws IOException {
    byte[] archive = archive();
    try (Release release = new Release(archive, sha256(archive))) {
      TemporalSource source =
          new TemporalSources(cache, Map.of(), release.uri()).resolve(progress::add);
      Path program = cache.programs().resolve("temporal");
      assertThat(source).isEqualTo(new TemporalSource.CommandLine(program, "official download"));
      assertThat(TemporalSources.versionOf(program)).contains("1.5.1 for a test");
    }
    assertThat(sources(Map.of()).present()).isPresent();
  }

  @Test
  void download_withWrongChecksum_isThrownAway() throws IOException {
    try (Release release = new Release(archive(), "0".repeat(64))) {
      TemporalSource source =
          new TemporalSources(cache, Map.of(), release.uri()).resolve(progress::add);
      assertThat(source).isInstanceOf(TemporalSource.JavaTestServer.class);
    }
    assertThat(progress).anyMatch(l -> l.contains("checksum"));
    assertThat(cache.programs().resolve("temporal")).doesNotExist();
  }

  private TemporalSources sources(Map<String, String> environment) {
    return new TemporalSources(cache, environment, NOBODY);
  }

  private String path() {
    return folder.path().resolve("path").toString();
  }

  private Path program(String name) throws IOException {
    Path file = folder.path().resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, PROGRAM);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      byte[] content = PROGRAM.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry("temporal");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The release page as GitHub serves it: an archive for this machine, and the list of checksums.
   */
  private static final class Release implements AutoCloseable {
    private final HttpServer server;

    Release(byte[] archive, String checksum) throws IOException {
      String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
      String name = "temporal_cli_1.5.1_linux_" + machine + ".tar.gz";
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
      serve("/" + name, archive);
      serve("/checksums.txt", (checksum + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
      server.start();
    }

    private void serve(String path, byte[] body) {
      server.createContext(
          path,
          exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
