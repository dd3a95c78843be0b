package org.wardbell.activities.delivery;

import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.wardbell.activities.temporal.ActivityHeartbeat;
import org.wardbell.workflows.delivery.DeliveryActivities;
import org.wardbell.workflows.event.DispatchActivities;
import org.wardbell.workflows.webhook.WebhookActivities;

/** A worker process, wired as the product's, as far as slots, journal, threads and lanes go. */
final class WorkerProcess implements AutoCloseable {
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  /**
   * @param shared with the other processes of a test: they are not closed with this one
   */
  WorkerProcess(Object... shared) {
    this(Map.of("wardbell.version", "test"), shared);
  }

  /**
   * @param settings as an operator would write them
   */
  WorkerProcess(Map<String, Object> settings, Object... shared) {
    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
    for (Object one : shared) {
      context.getBeanFactory().registerSingleton(one.getClass().getName(), one);
    }
    ActivityHeartbeat outsideOfTemporal = () -> {};
    context.registerBean("activityHeartbeat", ActivityHeartbeat.class, () -> outsideOfTemporal);
    context.register(DeliveryEngineConfiguration.class);
    context.refresh();
  }

  /** The express lane's activity. */
  DispatchActivities dispatch() {
    return context.getBean(DispatchActivities.class);
  }

  /** The regular lane's activity. */
  DeliveryActivities deliver() {
    return context.getBean(DeliveryActivities.class);
  }

  /** The activity that drains parked deliveries. */
  WebhookActivities drain() {
    return context.getBean(WebhookActivities.class);
  }

  BeanFactory beans() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }
}
