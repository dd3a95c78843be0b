package org.wardbell.activities.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.embedded.mysql.EmbeddedMySql;
import org.wardbell.embedded.mysql.MySqlOptions;

/** A MySQL that takes only connections with TLS, and has a certificate of the clinic's own. */
@Tag("servers")
final class DatabaseTlsTest {
  private static final Path FOLDER =
      Path.of("target", "mysql-tls-" + UUID.randomUUID()).toAbsolutePath();

  private static EmbeddedMySql mysql;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectories(FOLDER);
    HeldCertificate authority = authority();
    HeldCertificate server =
        new HeldCertificate.Builder()
            .signedBy(authority)
            .rsa2048()
            .addSubjectAlternativeName("127.0.0.1")
            .build();
    write("other-ca.pem", authority().certificatePem());
    mysql =
        EmbeddedMySql.start(
            MySqlOptions.in(FOLDER)
                .withBufferPoolMegabytes(64)
                .withFurtherArguments(
                    "--ssl-ca=" + write("ca.pem", authority.certificatePem()),
                    "--ssl-cert=" + write("certificate.pem", server.certificatePem()),
                    "--ssl-key=" + write("key.pem", server.privateKeyPkcs8Pem()),
                    "--require-secure-transport=ON"));
  }

  @AfterAll
  static void stop() {
    mysql.close();
  }

  private static HeldCertificate authority() {
    return new HeldCertificate.Builder().certificateAuthority(0).rsa2048().build();
  }

  private static Path write(String name, String text) throws Exception {
    return Files.writeString(FOLDER.resolve(name), text);
  }

  @Test
  void connection_withTheRightAuthority_isEncryptedAndChecked() {
    try (Database database = Database.open(settings("", FOLDER.resolve("ca.pem")))) {
      String cipher =
          database.dsl().fetchSingle("show session status like 'Ssl_cipher'").get(1, String.class);
      assertThat(cipher).startsWith("TLS_");
    }
  }

  @Test
  void connection_withAnotherAuthority_isRefusedAndSaysWhatToName() {
    assertThatThrownBy(() -> Database.open(settings("", FOLDER.resolve("other-ca.pem"))))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("TLS is not accepted")
        .hasMessageContaining("WARDBELL_DATABASE_CA_FILE");
  }

  @Test
  void connection_toAnotherName_isRefused() {
    DatabaseSettings byName = settings("", FOLDER.resolve("ca.pem"));
    DatabaseSettings localhost =
        new DatabaseSettings(
            byName.url().replace("127.0.0.1", "localhost"),
            byName.user(),
            byName.password(),
            4,
            null,
            byName.authorities());

    assertThatThrownBy(() -> Database.open(localhost))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("TLS is not accepted");
  }

  @Test
  void connection_withoutTls_isRefusedAtOnce() {
    assertThatThrownBy(() -> Database.open(settings("sslMode=DISABLED", null)))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("TLS");
  }

  @Test
  void file_thatHoldsNoCertificate_isNamed() throws Exception {
    Path wrong = write("wrong.pem", "no certificate");

    assertThatThrownBy(() -> Database.open(settings("", wrong)))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("WARDBELL_DATABASE_CA_FILE");
  }

  private static DatabaseSettings settings(String parameters, @Nullable Path authorities) {
    return new DatabaseSettings(
        "jdbc:mysql://127.0.0.1:"
            + mysql.port()
            + "/wardbell_tls?createDatabaseIfNotExist=true&allowPublicKeyRetrieval=true&"
            + parameters,
        mysql.user(),
        mysql.password(),
        4,
        null,
        authorities);
  }
}
