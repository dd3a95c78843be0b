package org.wardbell.activities.search;

import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.event.EventQuery;

/** The wiring of the search. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {
  @Bean
  SearchQuery searchQuery(DSLContext database, EventQuery events) {
    return new SearchQuery(database, events);
  }
}
