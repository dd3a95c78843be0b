package org.wardbell.activities.crypto;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.database.Database;

/**
 * The wiring of encryption: the master key comes from {@code wardbell.master-key} (its JSON), or
 * from the file {@code wardbell.master-key-file}, which is made on the first start. It is proved
 * before anything is sealed or opened.
 */
@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {
  /**
   * Refuses a master key that is none. One that is missing may be about to be made, and whether it
   * is the right one only the database knows.
   *
   * @throws WrongMasterKeyException with what to do
   */
  public static void check(Environment environment) {
    String json = environment.getProperty("wardbell.master-key", "");
    String file = environment.getProperty("wardbell.master-key-file", "");
    if (!json.isBlank()) {
      var _ = MasterKey.ofText(json);
    } else if (!file.isBlank() && Files.exists(Path.of(file))) {
      var _ = MasterKey.load(Path.of(file));
    }
  }

  @Bean
  Encryption encryption(Environment environment, Database database) {
    String json = environment.getProperty("wardbell.master-key", "");
    if (!json.isBlank()) {
      MasterKey key = MasterKeyProof.of(MasterKey.ofText(json), database.keys());
      return new Encryption(key, database.keys());
    }
    Path file = Path.of(environment.getRequiredProperty("wardbell.master-key-file"));
    MasterKey key = MasterKeyProof.ofFile(file, database.keys());
    return new Encryption(
        new MasterKeySource(key, () -> MasterKey.load(file)),
        database.keys(),
        Ticker.systemTicker());
  }
}
