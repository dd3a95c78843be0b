package org.wardbell.api;

import java.nio.file.Path;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;

/** What the shared configuration of the stores will do. */
@TestConfiguration(proxyBeanMethods = false)
class TestStores {
  @Bean
  Database database(
      @Value("${wardbell.database.url}") String url,
      @Value("${wardbell.database.user}") String user,
      @Value("${wardbell.database.password}") String password) {
    return Database.open(
        new DatabaseSettings(url, user, password, DatabaseSettings.DEFAULT_CONNECTIONS));
  }

  @Bean
  DSLContext dsl(Database database) {
    return database.dsl();
  }

  @Bean
  MasterKey masterKey(@Value("${wardbell.master-key-file}") String file) {
    return MasterKey.loadOrCreate(Path.of(file));
  }

  @Bean
  Encryption encryption(MasterKey key, DSLContext dsl) {
    return new Encryption(key, dsl);
  }
}
