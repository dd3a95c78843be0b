package org.wardbell.activities.delivery.replay;

import static org.wardbell.activities.database.generated.Tables.REPLAY;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.OverdueJobs;
import org.wardbell.activities.temporal.WorkflowStarter;
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

  @Bean
  OverdueJobs overdueReplays(Database database, WorkflowStarter starter, Environment environment) {
    return new OverdueJobs(
        database.sending(),
        REPLAY.ID,
        REPLAY.WAKES_AT,
        OverdueJobs.grace(environment),
        starter::wakeReplay);
  }
}
