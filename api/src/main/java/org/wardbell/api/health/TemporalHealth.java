package org.wardbell.api.health;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Without Temporal events are still kept, and delivered once it is back: DEGRADED, which shows on
 * dashboards but takes no api out of service.
 */
@Component("temporalHealthIndicator")
final class TemporalHealth extends RememberedHealth {
  private static final Status DEGRADED =
      new Status("DEGRADED", "Events are accepted, and delivered once Temporal answers again.");

  /** A healthy server on the same network answers in milliseconds. */
  private static final int DEADLINE_MILLIS = 1_000;

  private final WorkflowServiceStubs temporal;

  TemporalHealth(WorkflowServiceStubs temporal) {
    this.temporal = temporal;
  }

  @Override
  Health ask() {
    try {
      var answer =
          temporal
              .blockingStub()
              .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return Health.up().withDetail("version", answer.getServerVersion()).build();
    } catch (StatusRuntimeException failure) {
      return Health.status(DEGRADED)
          .withDetail("code", failure.getStatus().getCode().name())
          .build();
    }
  }
}
