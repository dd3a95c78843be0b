package org.wardbell.activities.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PassphraseSealTest {
  private static final String PASSPHRASE = "correct horse battery staple";
  private static final byte[] CONTENT = "[{\"key\":\"väl\"}]".getBytes(StandardCharsets.UTF_8);

  /** Made once: its rounds take seconds of a processor. */
  private static final String SEALED = PassphraseSeal.seal(PASSPHRASE, CONTENT);

  @Test
  void content_sealed_opensWithItsPassphraseOnly() throws Exception {
    assertThat(PassphraseSeal.open(PASSPHRASE, SEALED)).isEqualTo(CONTENT);
    assertThat(SEALED).doesNotContain("key").isNotEqualTo(PassphraseSeal.seal(PASSPHRASE, CONTENT));
    unopened(PASSPHRASE + "x", cheap());
  }

  @Test
  void header_ofWhatIsSealed_saysTheStandardsNames() {
    String header =
        new String(
            Base64.getUrlDecoder().decode(SEALED.substring(0, SEALED.indexOf('.'))),
            StandardCharsets.UTF_8);
    assertThat(header)
        .contains("\"alg\":\"PBES2-HS512+A256KW\"", "\"enc\":\"A256GCM\"", "\"p2c\":600000");
  }

  @Test
  void content_changedAnywhere_doesNotOpen() throws Exception {
    String sealed = cheap();
    assertThat(PassphraseSeal.open(PASSPHRASE, sealed)).isEqualTo(CONTENT);
    String[] parts = sealed.split("\\.", -1);
    assertThat(parts).hasSize(5);
    for (int i = 1; i < parts.length; i++) {
      String[] changed = parts.clone();
      char first = changed[i].charAt(0);
      changed[i] = (first == 'A' ? 'B' : 'A') + changed[i].substring(1);
      unopened(PASSPHRASE, String.join(".", changed));
    }
  }

  @Test
  void text_thatIsMadeUp_doesNotOpenAndCostsLittle() throws Exception {
    unopened(PASSPHRASE, "");
    unopened(PASSPHRASE, "a.b.c.d.e");
    unopened(PASSPHRASE, made(new JWEHeader.Builder(JWEAlgorithm.PBES2_HS256_A128KW, GCM)));
    unopened(
        PASSPHRASE,
        made(
            new JWEHeader.Builder(JWEAlgorithm.PBES2_HS512_A256KW, GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)));
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2c\":2000000000,\"p2s\":\"c2FsdHNhbHQ\"}"
                    .getBytes(StandardCharsets.UTF_8));
    String good = cheap();
    unopened(PASSPHRASE, header + good.substring(good.indexOf('.')));
  }

  private static final EncryptionMethod GCM = EncryptionMethod.A256GCM;

  /** Returns what opens, sealed with few rounds. */
  private static String cheap() throws Exception {
    return made(new JWEHeader.Builder(JWEAlgorithm.PBES2_HS512_A256KW, GCM));
  }

  private static String made(JWEHeader.Builder header) throws Exception {
    JWEObject object = new JWEObject(header.build(), new Payload(CONTENT));
    object.encrypt(new PasswordBasedEncrypter(PASSPHRASE, 16, 1_000));
    return object.serialize();
  }

  private static void unopened(String passphrase, String sealed) {
    assertThatThrownBy(() -> PassphraseSeal.open(passphrase, sealed))
        .isInstanceOf(PassphraseSeal.Unopened.class)
        .hasNoCause();
  }
}
