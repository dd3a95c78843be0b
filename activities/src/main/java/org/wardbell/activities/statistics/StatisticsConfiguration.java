package org.wardbell.activities.statistics;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.database.Database;

/** The wiring of statistics: every process may count, and one at a time does. */
@Configuration(proxyBeanMethods = false)
public class StatisticsConfiguration {
  @Bean
  StatisticsClock statisticsClock(Database database) {
    return new StatisticsClock(new StatisticsRounds(database.sending()));
  }

  @Bean
  StatisticsQuery statisticsQuery(DSLContext database) {
    return new StatisticsQuery(database);
  }

  @Bean
  StatisticsRebuild statisticsRebuild(DSLContext database) {
    return new StatisticsRebuild(database);
  }
}
