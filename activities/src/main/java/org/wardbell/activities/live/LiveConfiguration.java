package org.wardbell.activities.live;

import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The wiring of what people watch; nothing looks before somebody does. */
@Configuration(proxyBeanMethods = false)
public class LiveConfiguration {
  @Bean
  LiveWatches liveWatches(DSLContext database) {
    return () -> new LiveWatch(database);
  }

  /** Makes watches, each beginning with what is there then. */
  @FunctionalInterface
  public interface LiveWatches extends Supplier<LiveWatch> {}
}
