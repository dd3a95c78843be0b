package org.wardbell.activities.rotation;

import static org.wardbell.activities.database.generated.Tables.KEY_ROTATION;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.KeyRotation;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.OverdueJobs;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.rotation.RotationActivities;

/** The wiring of what advances rotations, for processes that run activities. */
@Configuration(proxyBeanMethods = false)
@Import(RotationConfiguration.class)
public class RotationWorkConfiguration {
  @Bean
  RotationActivities rotationActivities(
      Database database, Encryption encryption, AuditStore audit, ActivityHeartbeat heartbeat) {
    return new RotationActivitiesImpl(
        new RotationSteps(
            database.sending(),
            encryption,
            audit,
            KeyRotation.OLD_KEY_USED,
            KeyRotation.OLD_MASTER_KEY_USED),
        heartbeat);
  }

  @Bean
  OverdueJobs overdueRotations(
      Database database, WorkflowStarter starter, Environment environment) {
    return new OverdueJobs(
        database.sending(),
        KEY_ROTATION.ID,
        KEY_ROTATION.WAKES_AT,
        OverdueJobs.grace(environment),
        starter::startKeyRotation);
  }
}
