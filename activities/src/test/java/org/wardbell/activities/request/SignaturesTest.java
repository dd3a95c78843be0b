package org.wardbell.activities.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.activities.webhook.SigningSecrets;

class SignaturesTest {
  private static final String ID = "01940000-0000-7000-8000-000000000001";
  private static final String BODY = "{\"name\":\"Zoë\"}";

  private final Instant now = Instant.now();

  @Test
  void sign_specificationsExample_isItsSignature() {
    // The example of the specification's reference implementations.
    SigningSecret secret = new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", null);

    String signature =
        Signatures.sign(
            List.of(secret),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void sign_newSecret_isVerifiedByTheReferenceLibrary() {
    String secret = SigningSecrets.newShared().value();
    String signature = sign(new SigningSecret(secret, null));

    assertThatCode(() -> verify(secret, signature)).doesNotThrowAnyException();
    assertThatThrownBy(() -> verify(SigningSecrets.newShared().value(), signature))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void sign_twoLiveSecrets_isVerifiedWithEither() {
    String fresh = SigningSecrets.newShared().value();
    String old = SigningSecrets.newShared().value();

    String signature =
        sign(new SigningSecret(fresh, null), new SigningSecret(old, now.plusSeconds(1)));

    assertThat(signature.split(" ")).hasSize(2).allMatch(each -> each.startsWith("v1,"));
    assertThatCode(() -> verify(fresh, signature)).doesNotThrowAnyException();
    assertThatCode(() -> verify(old, signature)).doesNotThrowAnyException();
  }

  @Test
  void sign_retiredSecret_isLeftOut() {
    String fresh = SigningSecrets.newShared().value();
    String old = SigningSecrets.newShared().value();

    String signature = sign(new SigningSecret(fresh, null), new SigningSecret(old, now));

    assertThat(signature).doesNotContain(" ");
    assertThatThrownBy(() -> verify(old, signature))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void sign_withoutALiveSecret_isRefused() {
    SigningSecret retired =
        new SigningSecret(SigningSecrets.newShared().value(), now.minus(Duration.ofDays(1)));

    assertThatThrownBy(() -> sign(retired)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sign_brokenSecret_isNotQuoted() {
    assertThatThrownBy(() -> sign(new SigningSecret("whsec_s*cr*t", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("*")
        .hasNoCause();
  }

  @Test
  void newSecret_eachTime_isAnotherOf32Bytes() {
    String secret = SigningSecrets.newShared().value();

    assertThat(secret).startsWith("whsec_").isNotEqualTo(SigningSecrets.newShared().value());
    assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
  }

  private String sign(SigningSecret... secrets) {
    return Signatures.sign(List.of(secrets), ID, now, BODY.getBytes(StandardCharsets.UTF_8));
  }

  private void verify(String secret, String signature)
      throws WebhookVerificationException, EmptyWebhookSecretException {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("webhook-id", List.of(ID));
    headers.put("webhook-timestamp", List.of(Long.toString(now.getEpochSecond())));
    headers.put("webhook-signature", List.of(signature));
    new Webhook(secret).verify(BODY, HttpHeaders.of(headers, (name, value) -> true));
  }
}
