package org.wardbell.api.system;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.wardbell.workflows.TaskQueues;

/** The question to Temporal who takes from its queues. */
@Component
final class TemporalQueues {
  /** A healthy server on the same network answers in milliseconds. */
  private static final int DEADLINE_MILLIS = 1_000;

  private static final List<String> QUEUES =
      List.of(
          TaskQueues.MAIN,
          TaskQueues.INTERACTIVE,
          TaskQueues.DELIVERIES,
          TaskQueues.DRAINS,
          TaskQueues.CALENDARS);

  private final WorkflowServiceStubs temporal;
  private final String namespace;

  TemporalQueues(
      WorkflowServiceStubs temporal,
      @Value("${spring.temporal.namespace:default}") String namespace) {
    this.temporal = temporal;
    this.namespace = namespace;
  }

  /** Returns what Temporal says, or null if it does not answer within a second each. */
  SystemView.@Nullable Temporal ask() {
    try {
      String version =
          temporal
              .blockingStub()
              .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      return new SystemView.Temporal(version, QUEUES.stream().map(this::queue).toList());
    } catch (StatusRuntimeException away) {
      return null;
    }
  }

  private SystemView.Queue queue(String name) {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskQueue(TaskQueue.newBuilder().setName(name))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
            .build();
    int workers =
        temporal
            .blockingStub()
            .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
            .describeTaskQueue(request)
            .getPollersCount();
    return new SystemView.Queue(name, workers);
  }
}
