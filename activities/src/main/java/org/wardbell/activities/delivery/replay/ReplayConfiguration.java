package org.wardbell.activities.delivery.replay;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.workflows.delivery.ReplayActivities;

/** Wires what advances replay jobs. */
@Configuration(proxyBeanMethods = false)
public class ReplayConfiguration {
  @Bean
  ReplaySteps replaySteps(Database database, EventReader events, WebhookReader webhooks) {
    return new ReplaySteps(database.sending(), events, webhooks);
  }

  @Bean
  ReplayActivities replayActivities(
      ReplaySteps steps, WorkflowStarts starts, ActivityHeartbeat heartbeat) {
    return new ReplayActivitiesImpl(steps, starts, heartbeat);
  }
}
