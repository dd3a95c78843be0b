package org.wardbell.api.health;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.wardbell.workflows.TaskQueues;

/** The question to Temporal who took from the queue of people's tasks lately. */
@Component
final class WorkerPollers {
  /** A healthy server on the same network answers in milliseconds. */
  private static final int DEADLINE_MILLIS = 1_000;

  private final WorkflowServiceStubs temporal;
  private final String namespace;

  WorkerPollers(
      WorkflowServiceStubs temporal,
      @Value("${spring.temporal.namespace:default}") String namespace) {
    this.temporal = temporal;
    this.namespace = namespace;
  }

  /** Returns them, within some minutes; empty if Temporal does not answer within a second. */
  Optional<List<WorkerWatch.Poller>> ask() {
    DescribeTaskQueueRequest request =
        DescribeTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.INTERACTIVE))
            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
            .build();
    try {
      return Optional.of(
          temporal
              .blockingStub()
              .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
              .describeTaskQueue(request)
              .getPollersList()
              .stream()
              .map(
                  poller ->
                      new WorkerWatch.Poller(
                          poller.getIdentity(),
                          Instant.ofEpochSecond(poller.getLastAccessTime().getSeconds())))
              .toList());
    } catch (StatusRuntimeException away) {
      return Optional.empty();
    }
  }
}
