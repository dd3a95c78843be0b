package org.wardbell.activities.delivery;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.authentication.OAuthConfiguration;
import org.wardbell.activities.delivery.attempt.AttemptConfiguration;
import org.wardbell.activities.delivery.drain.DrainConfiguration;
import org.wardbell.activities.delivery.express.ExpressConfiguration;
import org.wardbell.activities.delivery.regular.RegularConfiguration;
import org.wardbell.activities.delivery.replay.ReplayConfiguration;
import org.wardbell.activities.delivery.state.DeliveryStateConfiguration;
import org.wardbell.activities.http.HttpConfiguration;
import org.wardbell.activities.preview.TestSendConfiguration;
import org.wardbell.activities.request.RequestConfiguration;
import org.wardbell.activities.temporal.ActivityHeartbeat;

/** Wires the lanes and all that they send with; for workers only, because they call receivers. */
@Configuration(proxyBeanMethods = false)
@Import({
  RequestConfiguration.class,
  OAuthConfiguration.class,
  HttpConfiguration.class,
  TestSendConfiguration.class,
  DeliveryStateConfiguration.class,
  AttemptConfiguration.class,
  ExpressConfiguration.class,
  RegularConfiguration.class,
  DrainConfiguration.class,
  ReplayConfiguration.class
})
public class DeliveryEngineConfiguration {
  @Bean
  ActivityHeartbeat activityHeartbeat() {
    return ActivityHeartbeat.CURRENT;
  }
}
