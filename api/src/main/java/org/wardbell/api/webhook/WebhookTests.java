package org.wardbell.api.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOutcome;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.interactive.ResultJson;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.activities.preview.TestSendRequest;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.access.Caller;
import org.wardbell.api.interactive.InteractiveAnswer;
import org.wardbell.api.interactive.InteractiveTasks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** Test requests that a worker sends while the caller waits. */
@Component
public final class WebhookTests {
  /** Beyond the webhook's own timeout, for the way to the worker and back. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  /** Tests of one clinic side by side; a worker does some fifty at once, for everybody. */
  private static final int SIDE_BY_SIDE = 8;

  private final InteractiveTasks tasks;
  private final TestOrders orders;
  private final AuditStore audit;

  WebhookTests(InteractiveTasks tasks, TestOrders orders, AuditStore audit) {
    this.tasks = tasks;
    this.orders = orders;
    this.audit = audit;
  }

  /** Sends a test. Waits for the webhook's timeout and 5 s, but not longer than anybody waits. */
  public InteractiveAnswer test(
      StoredWebhook stored, TestRequest request, UUID clinic, Caller caller) {
    return test(stored, request, clinic, caller, InteractiveTasks.LONGEST_WAIT);
  }

  private InteractiveAnswer test(
      StoredWebhook stored, TestRequest request, UUID clinic, Caller caller, Duration longest) {
    KeptWebhook webhook = stored.webhook();
    TestSendRequest order = orders.of(request, clinic, webhook.settings().events());
    AuditEntry entry =
        AuditEntry.of(
                webhook.clinicId(), caller.origin(), "webhook.tested", "webhook/" + webhook.id())
            .ended(AuditOutcome.ORDERED)
            .with(Map.of("event_type", order.eventType()));
    Duration own = Duration.ofSeconds(webhook.settings().timeoutSeconds()).plus(MARGIN);
    return tasks.run(
        webhook.clinicId(),
        TestSendRequest.KIND,
        webhook.id(),
        order.toBytes(),
        own.compareTo(longest) < 0 ? own : longest,
        transaction -> audit.append(transaction, entry));
  }

  /** Returns what a worker wrote. */
  public static TestSendReport report(InteractiveAnswer.Done done) {
    return ResultJson.read(done.result(), TestSendReport.class);
  }

  /**
   * Tests them side by side; webhooks that are not reached within the longest wait are left out.
   *
   * @throws ProblemException 503 if no worker took up the first of them: the others are spared then
   */
  public TestAllView testAll(
      List<StoredWebhook> webhooks, TestRequest request, UUID clinic, Caller caller) {
    long end = System.nanoTime() + InteractiveTasks.LONGEST_WAIT.toNanos();
    AtomicReference<@Nullable ProblemException> noWorker = new AtomicReference<>();
    List<Future<TestAllView.Result>> running = new ArrayList<>(webhooks.size());
    try (ExecutorService threads =
        Executors.newFixedThreadPool(SIDE_BY_SIDE, Thread.ofVirtual().factory())) {
      for (StoredWebhook webhook : webhooks) {
        running.add(threads.submit(() -> result(webhook, request, clinic, caller, end, noWorker)));
      }
    }
    List<TestAllView.Result> results = running.stream().map(WebhookTests::ended).toList();
    ProblemException away = noWorker.get();
    if (away != null && results.stream().allMatch(result -> result.report() == null)) {
      throw away;
    }
    return TestAllView.of(results);
  }

  private static TestAllView.Result ended(Future<TestAllView.Result> future) {
    try {
      return future.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RuntimeException ours
          ? ours
          : new IllegalStateException(failure.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("this server is stopping", stopping);
    }
  }

  private TestAllView.Result result(
      StoredWebhook webhook,
      TestRequest request,
      UUID clinic,
      Caller caller,
      long end,
      AtomicReference<@Nullable ProblemException> noWorker) {
    ProblemException away = noWorker.get();
    if (away != null) {
      return result(webhook, null, null, away.getMessage());
    }
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isNegative()) {
      return result(webhook, null, null, "There was no time left. Test this webhook by itself.");
    }
    try {
      return switch (test(webhook, request, clinic, caller, left)) {
        case InteractiveAnswer.Done done -> result(webhook, report(done), null, null);
        case InteractiveAnswer.Pending pending -> result(webhook, null, pending, null);
      };
    } catch (ProblemException problem) {
      if (problem.kind() == ProblemKind.UNAVAILABLE) {
        noWorker.set(problem);
      }
      return result(webhook, null, null, problem.getMessage());
    }
  }

  private static TestAllView.Result result(
      StoredWebhook webhook,
      @Nullable TestSendReport report,
      InteractiveAnswer.@Nullable Pending pending,
      @Nullable String problem) {
    return new TestAllView.Result(
        webhook.webhook().id(),
        webhook.webhook().settings().name(),
        report,
        pending == null ? null : pending.location(),
        problem);
  }
}
