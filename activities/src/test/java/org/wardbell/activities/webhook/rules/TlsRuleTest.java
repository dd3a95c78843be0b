package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.webhook.draft.DraftBuilder;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.TlsIdentity;

class TlsRuleTest {
  private static final HeldCertificate CURVE = new HeldCertificate.Builder().build();
  private static final HeldCertificate RSA = new HeldCertificate.Builder().rsa2048().build();

  private final WebhookRules rules = new WebhookRules(CatalogueFile.load(), AllowedNetworks.none());

  @Test
  void check_certificateWithItsKey_isKept() {
    assertThat(fields(CURVE.certificatePem(), CURVE.privateKeyPkcs8Pem(), null)).isEmpty();
    assertThat(fields(RSA.certificatePem(), RSA.privateKeyPkcs8Pem(), null)).isEmpty();
    assertThat(fields(null, null, CURVE.certificatePem() + RSA.certificatePem())).isEmpty();
  }

  @Test
  void check_nothingInIt_isNoIdentity() {
    WebhookDraft draft = new DraftBuilder().tls(new TlsIdentity(" ", null, null)).build();

    assertThat(((WebhookCheck.Accepted) rules.check(draft)).settings().tls()).isNull();
  }

  @Test
  void check_halfAPair_namesTheOtherHalf() {
    assertThat(fields(CURVE.certificatePem(), null, null)).containsExactly("tls.key");
    assertThat(fields(null, CURVE.privateKeyPkcs8Pem(), null)).containsExactly("tls.certificate");
  }

  @Test
  void check_keyOfAnotherCertificate_isRefused() {
    HeldCertificate other = new HeldCertificate.Builder().build();

    assertThat(fields(CURVE.certificatePem(), other.privateKeyPkcs8Pem(), null))
        .containsExactly("tls.key");
    assertThat(fields(CURVE.certificatePem(), RSA.privateKeyPkcs8Pem(), null))
        .containsExactly("tls.key");
  }

  @Test
  void check_expiredCertificate_isRefused() {
    long now = Instant.now().toEpochMilli();
    HeldCertificate expired =
        new HeldCertificate.Builder().validityInterval(now - 20_000, now - 10_000).build();

    assertThat(fields(expired.certificatePem(), expired.privateKeyPkcs8Pem(), null))
        .containsExactly("tls.certificate");
  }

  @Test
  void check_textThatIsNoPem_isRefused() {
    assertThat(fields("x", CURVE.privateKeyPkcs8Pem(), null)).containsExactly("tls.certificate");
    assertThat(fields(CURVE.certificatePem(), "••••", null)).containsExactly("tls.key");
    assertThat(fields(null, null, CURVE.certificatePem().replace("MII", "AAA")))
        .containsExactly("tls.authorities");
    assertThat(fields(null, null, "x".repeat(70_000))).containsExactly("tls.authorities");
  }

  private List<String> fields(String certificate, String key, String authorities) {
    WebhookDraft draft =
        new DraftBuilder().tls(new TlsIdentity(certificate, key, authorities)).build();
    return switch (rules.check(draft)) {
      case WebhookCheck.Accepted _ -> List.of();
      case WebhookCheck.Rejected(var problems) -> problems.stream().map(Problem::field).toList();
    };
  }
}
