package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;
import org.wardbell.simulator.gate.Gate;
import org.wardbell.workflows.webhook.RetryPolicy;

/**
 * A Temporal behind a port that speaks TLS and asks for a client certificate, as Temporal Cloud and
 * clusters with TLS do. The embedded server has no TLS of its own.
 */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TemporalTlsTest {
  private static final String SERVER_NAME = "temporal.clinic.example";

  @TempDir private Path folder;

  private final HeldCertificate authority = authority();
  private EmbeddedTemporal temporal;

  @BeforeAll
  void startTemporal() {
    temporal =
        EmbeddedTemporal.start(
            TemporalOptions.in(Path.of("target", "temporal-" + UUID.randomUUID())).withoutFile());
  }

  @AfterAll
  void stopTemporal() {
    temporal.close();
  }

  @Test
  void worker_withItsCertificateAndTheAuthority_delivers() throws Exception {
    try (Gate gate = Gate.tls(temporalPort(), server());
        WorkerHarness harness =
            new WorkerHarness(temporal, "127.0.0.1:" + gate.port(), settings(authority))) {
      harness.receiver.behaveWell("/hook");
      harness.webhook("/hook", RetryPolicy.STANDARD);

      harness.accept(1);

      assertThat(harness.receiver.await("/hook", 1, Duration.ofSeconds(120))).hasSize(1);
      assertThat(gate.passed()).isPositive();
    }
  }

  @Test
  void worker_thatTrustsAnotherAuthority_sendsNothingThere() throws Exception {
    try (Gate gate = Gate.tls(temporalPort(), server());
        WorkerHarness harness =
            new WorkerHarness(temporal, "127.0.0.1:" + gate.port(), settings(authority()))) {
      harness.accept(1);

      WalkTest.await(() -> gate.refused() > 0);
      assertThat(gate.passed()).isZero();
    }
  }

  private static HeldCertificate authority() {
    return new HeldCertificate.Builder().certificateAuthority(0).build();
  }

  private HeldCertificate signed(String name) {
    return new HeldCertificate.Builder()
        .signedBy(authority)
        .addSubjectAlternativeName(name)
        .build();
  }

  private SSLContext server() {
    return new HandshakeCertificates.Builder()
        .heldCertificate(signed(SERVER_NAME))
        .addTrustedCertificate(authority.certificate())
        .build()
        .sslContext();
  }

  private List<String> settings(HeldCertificate trusted) throws Exception {
    HeldCertificate client = signed("wardbell");
    return List.of(
        "--wardbell.temporal.ca-file=" + write("ca.pem", trusted.certificatePem()),
        "--wardbell.temporal.server-name=" + SERVER_NAME,
        "--wardbell.temporal.certificate-file=" + write("client.pem", client.certificatePem()),
        "--wardbell.temporal.key-file=" + write("client.key", client.privateKeyPkcs8Pem()));
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private int temporalPort() {
    return Integer.parseInt(temporal.target().replaceAll(".*:", ""));
  }
}
