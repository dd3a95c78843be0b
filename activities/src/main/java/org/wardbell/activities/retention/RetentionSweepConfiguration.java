package org.wardbell.activities.retention;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.wardbell.activities.audit.AuditRetention;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.state.DeliveryEnd;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.workflows.retention.RetentionActivities;

/** The wiring of the sweep, for processes that run activities. */
@Configuration(proxyBeanMethods = false)
@Import(RetentionConfiguration.class)
public class RetentionSweepConfiguration {
  @Bean
  RetentionActivities retentionActivities(
      Database database,
      RetentionPolicies policies,
      DeliveryEnd end,
      AuditStore audit,
      AuditRetention auditRetention,
      WorkflowStarts starts,
      ActivityHeartbeat heartbeat) {
    return new RetentionActivitiesImpl(
        new SweepRuns(database.sending(), policies),
        new ShareSteps(database.sending(), policies, end, audit),
        auditRetention,
        starts,
        heartbeat);
  }
}
