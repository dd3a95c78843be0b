package org.wardbell.api.logjob;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.delivery.query.AttemptListQuery;
import org.wardbell.activities.delivery.query.DeliveryListQuery;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.logjob.LogJobWorkConfiguration;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.api.ApiServer;
import org.wardbell.workflows.logjob.LogJobActivities;

/** What a worker does for jobs on the execution log, beside an api whose tests have no Temporal. */
public final class LogJobWorker implements AutoCloseable {
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  public LogJobWorker() {
    share(Database.class);
    share(Encryption.class);
    share(EventStore.class);
    share(AuditStore.class);
    share(AttemptListQuery.class);
    share(DeliveryListQuery.class);
    share(WorkflowStarter.class);
    share(WorkflowStarts.class);
    ActivityHeartbeat outsideOfTemporal = () -> {};
    context.registerBean("activityHeartbeat", ActivityHeartbeat.class, () -> outsideOfTemporal);
    context.register(LogJobWorkConfiguration.class);
    context.refresh();
  }

  private <T> void share(Class<T> type) {
    context.getBeanFactory().registerSingleton(type.getName(), ApiServer.shared().bean(type));
  }

  /** Works until nothing is left to do now. */
  public void run(String job) {
    LogJobActivities activities = context.getBean(LogJobActivities.class);
    while (!activities.advance(job).over()) {
      // The next step.
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
