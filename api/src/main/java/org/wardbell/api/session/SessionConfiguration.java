package org.wardbell.api.session;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.support.TransactionOperations;
import org.wardbell.activities.database.Database;

/**
 * The wiring of Spring Session's repository: sessions are rows, so that all processes share them.
 * Its servlet filter is not used, because it writes at each request and makes sessions for anybody.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionSettings.class)
class SessionConfiguration {
  /** Rows of one sweep, once a minute; the database is not held up by more. */
  private static final String SWEEP = "delete from %TABLE_NAME% where EXPIRY_TIME < ? limit 500";

  @Bean
  JdbcIndexedSessionRepository sessionRepository(Database database, SessionSettings settings) {
    // Each statement is a transaction of its own: what a crash leaves half done is no session.
    JdbcIndexedSessionRepository repository =
        new JdbcIndexedSessionRepository(
            new JdbcTemplate(database.requestsSource()),
            TransactionOperations.withoutTransaction());
    repository.setDefaultMaxInactiveInterval(settings.idle().plus(Sessions.ROUNDING));
    repository.setDeleteSessionsByExpiryTimeQuery(SWEEP);
    repository.setConversionService(textOnly());
    return repository;
  }

  /** Attributes are texts: whoever can write to the database can make no objects of ours. */
  private static GenericConversionService textOnly() {
    GenericConversionService conversions = new GenericConversionService();
    conversions.addConverter(
        Object.class, byte[].class, value -> ((String) value).getBytes(StandardCharsets.UTF_8));
    conversions.addConverter(
        byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
    return conversions;
  }

  @Bean
  Sessions<?> sessions(JdbcIndexedSessionRepository repository, SessionParts parts) {
    return new Sessions<>(repository, parts);
  }
}
