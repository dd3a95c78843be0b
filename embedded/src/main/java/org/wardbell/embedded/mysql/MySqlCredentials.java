package org.wardbell.embedded.mysql;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.wardbell.embedded.process.EmbeddedServerException;
import org.wardbell.embedded.process.OwnerOnly;

/**
 * The random passwords of a data folder, in a file that only its owner reads (mode 0600). Every
 * start sets them in the server, so a lost file heals itself.
 */
record MySqlCredentials(String rootPassword, String password) {
  static final String USER = "wardbell";

  private static final String FILE = "credentials";

  /** Bytes of randomness: 192 bits, out of reach for guessing. */
  private static final int PASSWORD_BYTES = 24;

  static MySqlCredentials keptIn(Path folder) {
    Path file = folder.resolve(FILE);
    return read(file)
        .orElseGet(
            () -> {
              MySqlCredentials fresh = new MySqlCredentials(random(), random());
              OwnerOnly.write(
                  file, "root=%s\n%s=%s\n".formatted(fresh.rootPassword, USER, fresh.password));
              return fresh;
            });
  }

  private static Optional<MySqlCredentials> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(Files.readString(file)));
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "Cannot read " + file + " (" + OwnerOnly.reason(e) + "): check its owner.", e);
    }
    String root = lines.getProperty("root");
    String user = lines.getProperty(USER);
    return root == null || user == null
        ? Optional.empty()
        : Optional.of(new MySqlCredentials(root, user));
  }

  private static String random() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Statements for mysqld's init-file, which runs before the first connection is accepted. The
   * product's user reaches databases whose name begins with "wardbell" and nothing else: no files,
   * no accounts, no shutdown.
   */
  String statements() {
    return """
        ALTER USER 'root'@'localhost' IDENTIFIED BY '%1$s';
        CREATE USER IF NOT EXISTS '%3$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        ALTER USER '%3$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        GRANT ALL PRIVILEGES ON `wardbell%%`.* TO '%3$s'@'127.0.0.1';
        GRANT PROCESS ON *.* TO '%3$s'@'127.0.0.1';
        """
        .formatted(rootPassword, password, USER);
  }

  /** Statements more for a server of tests, which make accounts with fewer rights. */
  String statementsOfTests() {
    return """
        GRANT ALL PRIVILEGES ON `wardbell%%`.* TO '%1$s'@'127.0.0.1' WITH GRANT OPTION;
        GRANT CREATE USER ON *.* TO '%1$s'@'127.0.0.1';
        """
        .formatted(USER);
  }

  @Override
  public String toString() {
    return "MySqlCredentials[not shown]";
  }
}
