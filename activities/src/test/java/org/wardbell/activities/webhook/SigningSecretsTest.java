package org.wardbell.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.Ed25519Verify;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.request.SignedBytes;

/** Rotation and v1a; signatures are checked by libraries that are not ours. */
class SigningSecretsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String BODY = "{\"name\":\"Jörg\"}";
  private static final byte[] BYTES = BODY.getBytes(StandardCharsets.UTF_8);
  private static final String ID = "01940000-0000-7000-8000-0000000000d1";

  private final Instant now = Instant.now();

  @Test
  void fitting_withEd25519_hasAPairUntilItIsSwitchedOff() {
    List<SigningSecret> shared = List.of(SigningSecrets.newShared());
    List<SigningSecret> both = SigningSecrets.fitting(shared, true, now);

    assertThat(both).hasSize(2).startsWith(shared.getFirst());
    assertThat(SigningSecrets.fitting(both, true, now)).isEqualTo(both);
    assertThat(SigningSecrets.publicKey(both)).matches("whpk_[A-Za-z0-9+/]{43}=");
    assertThat(SigningSecrets.fitting(both, false, now)).isEqualTo(shared);
    assertThat(SigningSecrets.publicKey(shared)).isNull();
  }

  @Test
  void sign_withBoth_isVerifiedByTheReferenceLibraryAndByTink() throws Exception {
    List<SigningSecret> both =
        SigningSecrets.fitting(List.of(SigningSecrets.newShared()), true, now);

    String signature = SignedBytes.signature(both, ID, now, BYTES);

    assertThat(signature).matches("v1,\\S+ v1a,\\S+");
    verifyShared(both.getFirst(), signature, now);
    verifyEd25519(SigningSecrets.publicKey(both), signature.split(" ")[1], now);
    assertThatThrownBy(
            () ->
                verifyEd25519(
                    SigningSecrets.publicKey(List.of(SigningSecrets.newPair())),
                    signature.split(" ")[1],
                    now))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void rotated_duringTheOverlap_verifiesWithOldAndNew() throws Exception {
    List<SigningSecret> old =
        SigningSecrets.fitting(List.of(SigningSecrets.newShared()), true, now);
    List<SigningSecret> fresh = SigningSecrets.rotated(old, true, DAY, now);

    String during = SignedBytes.signature(fresh, ID, now, BYTES);

    assertThat(during.split(" ")).hasSize(4);
    verifyShared(old.getFirst(), during, now);
    verifyShared(fresh.getFirst(), during, now);
    List<String> v1a =
        List.of(during.split(" ")).stream().filter(s -> s.startsWith("v1a,")).toList();
    verifyEd25519(SigningSecrets.publicKey(fresh), v1a.getFirst(), now);
    verifyEd25519(SigningSecrets.publicKey(old), v1a.getLast(), now);
  }

  @Test
  void rotated_afterTheOverlap_isTheNewOneOnly() {
    List<SigningSecret> old = List.of(SigningSecrets.newShared());
    List<SigningSecret> fresh = SigningSecrets.rotated(old, false, DAY, now);
    Instant later = now.plus(DAY);

    assertThat(SignedBytes.signature(fresh, ID, later, BYTES))
        .isEqualTo(SignedBytes.signature(List.of(fresh.getFirst()), ID, later, BYTES));
    assertThat(SigningSecrets.fitting(fresh, false, later)).containsExactly(fresh.getFirst());
  }

  @Test
  void rotated_withoutOverlap_endsAllOldOnes() {
    List<SigningSecret> secrets = List.of(SigningSecrets.newShared());
    secrets = SigningSecrets.rotated(secrets, false, DAY, now);
    secrets = SigningSecrets.rotated(secrets, false, DAY, now);
    assertThat(secrets).hasSize(3);

    assertThat(SigningSecrets.rotated(secrets, false, Duration.ZERO, now))
        .hasSize(1)
        .doesNotContainAnyElementsOf(secrets);
  }

  @Test
  void rotated_withAShorterOverlap_shortensAndNeverLengthens() {
    List<SigningSecret> secrets = List.of(SigningSecrets.newShared());
    secrets = SigningSecrets.rotated(secrets, false, Duration.ofHours(2), now);
    secrets = SigningSecrets.rotated(secrets, false, DAY, now);
    assertThat(secrets)
        .extracting(SigningSecret::retiresAt)
        .containsExactly(null, now.plus(DAY), now.plus(Duration.ofHours(2)));
  }

  @Test
  void rotated_tooOften_isRefused() {
    List<SigningSecret> secrets = List.of(SigningSecrets.newShared());
    for (int i = 1; i < SigningSecrets.MAXIMUM_ALIVE; i++) {
      secrets = SigningSecrets.rotated(secrets, true, DAY, now);
    }
    List<SigningSecret> full = secrets;

    assertThatThrownBy(() -> SigningSecrets.rotated(full, true, DAY, now))
        .isInstanceOf(SigningSecrets.TooManySecrets.class);
    assertThat(SigningSecrets.rotated(full, true, DAY, now.plus(DAY))).hasSize(4);
  }

  private static void verifyShared(SigningSecret secret, String signature, Instant at)
      throws Exception {
    new Webhook(secret.value())
        .verify(
            BODY,
            HttpHeaders.of(
                Map.of(
                    "webhook-id", List.of(ID),
                    "webhook-timestamp", List.of(Long.toString(at.getEpochSecond())),
                    "webhook-signature", List.of(signature)),
                (name, value) -> true));
  }

  /** Verifies as a receiver would that has nothing but the public key. */
  private static void verifyEd25519(String publicKey, String signature, Instant at)
      throws GeneralSecurityException {
    byte[] signed = (ID + "." + at.getEpochSecond() + "." + BODY).getBytes(StandardCharsets.UTF_8);
    new Ed25519Verify(Base64.getDecoder().decode(publicKey.substring("whpk_".length())))
        .verify(Base64.getDecoder().decode(signature.substring("v1a,".length())), signed);
  }
}
