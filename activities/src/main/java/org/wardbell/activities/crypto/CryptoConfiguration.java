package org.wardbell.activities.crypto;

import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.database.Database;

/**
 * The wiring of encryption: the master key comes from {@code wardbell.master-key} (its JSON), or
 * from the file {@code wardbell.master-key-file}, which is made on the first start.
 */
@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {
  @Bean
  Encryption encryption(Environment environment, Database database) {
    return new Encryption(masterKey(environment), database.keys());
  }

  private static MasterKey masterKey(Environment environment) {
    String json = environment.getProperty("wardbell.master-key");
    return json == null || json.isBlank()
        ? MasterKey.loadOrCreate(
            Path.of(environment.getRequiredProperty("wardbell.master-key-file")))
        : MasterKey.ofText(json);
  }
}
