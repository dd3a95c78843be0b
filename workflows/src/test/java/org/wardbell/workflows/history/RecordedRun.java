package org.wardbell.workflows.history;

import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.wardbell.workflows.calendar.CalendarFacts;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.CalendarWorkflow;
import org.wardbell.workflows.calendar.CalendarWorkflowImpl;
import org.wardbell.workflows.delivery.DeliveryActivities;
import org.wardbell.workflows.delivery.OpenDelivery;
import org.wardbell.workflows.delivery.ReplayProgress;
import org.wardbell.workflows.delivery.ReplayWorkflow;
import org.wardbell.workflows.delivery.ReplayWorkflowImpl;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventWorkflow;
import org.wardbell.workflows.event.EventWorkflowImpl;
import org.wardbell.workflows.interactive.InteractiveWorkflow;
import org.wardbell.workflows.interactive.InteractiveWorkflowImpl;
import org.wardbell.workflows.testing.ScriptedCalendar;
import org.wardbell.workflows.testing.ScriptedDeliveries;
import org.wardbell.workflows.testing.ScriptedDispatch;
import org.wardbell.workflows.testing.ScriptedDrains;
import org.wardbell.workflows.testing.ScriptedReplay;
import org.wardbell.workflows.testing.ScriptedTasks;
import org.wardbell.workflows.testing.SkippingTemporal;
import org.wardbell.workflows.webhook.WebhookWorkflow;
import org.wardbell.workflows.webhook.WebhookWorkflowImpl;

/** The runs whose histories are kept, and how to record each of them again. */
enum RecordedRun {
  /** One event, two webhooks in trouble: one is delivered at the third attempt, one is parked. */
  EVENT_WITH_TWO_ACTIVITIES("event-with-two-activities.json", EventWorkflowImpl.class) {
    @Override
    String record() {
      OpenDelivery first = new OpenDelivery(id(11), id(21), 30, "Patient CRM", null);
      OpenDelivery second = new OpenDelivery(id(12), id(22), 5, "Patient CRM", null);
      ScriptedDispatch dispatch = new ScriptedDispatch().then(3, 1, 0, false, first, second);
      ScriptedDeliveries deliveries =
          new ScriptedDeliveries()
              .again(id(11), "attempt 1 of 10: http_503", Duration.ofSeconds(5))
              .again(id(11), "attempt 2 of 10: timeout", Duration.ofMinutes(5))
              .ends(id(11), "DELIVERED")
              .again(id(12), "attempt 1 of 10: connection_refused", Duration.ofSeconds(7))
              .ends(id(12), DeliveryActivities.PARKED);
      EventBatch batch = new EventBatch(List.of(id(1)));
      try (SkippingTemporal temporal =
          new SkippingTemporal(EventWorkflowImpl.class, dispatch, deliveries)) {
        return ended(
            temporal, temporal.start("EventWorkflow", EventWorkflow.workflowId(batch), batch));
      }
    }
  },

  /** Twelve events; the database was away at first, and one dispatch was not enough. */
  EVENT_BATCH("event-batch.json", EventWorkflowImpl.class) {
    @Override
    String record() {
      ScriptedDispatch dispatch =
          new ScriptedDispatch()
              .thenFails(2)
              .then(500, 480, 20, true)
              .then(100, 99, 0, false, new OpenDelivery(id(11), id(21), 30, "Patient CRM", null));
      ScriptedDeliveries deliveries = new ScriptedDeliveries().ends(id(11), "EXHAUSTED");
      EventBatch batch =
          new EventBatch(IntStream.rangeClosed(1, 12).mapToObj(RecordedRun::id).toList());
      try (SkippingTemporal temporal =
          new SkippingTemporal(EventWorkflowImpl.class, dispatch, deliveries)) {
        return ended(
            temporal, temporal.start("EventWorkflow", EventWorkflow.workflowId(batch), batch));
      }
    }
  },

  /** A webhook that was paused: drained, waited, was woken, drained, nothing left. */
  WEBHOOK("webhook.json", WebhookWorkflowImpl.class) {
    @Override
    String record() {
      ScriptedDrains drains =
          new ScriptedDrains().then(0, 5, 60_000).then(3, 2, 3_600_000).then(2, 0, 0);
      String id = WebhookWorkflow.workflowId(id(21));
      try (SkippingTemporal temporal = new SkippingTemporal(WebhookWorkflowImpl.class, drains)) {
        WorkflowStub workflow = temporal.start("WebhookWorkflow", id, id(21));
        temporal.pass(Duration.ofMinutes(5));
        temporal.signal(id, "wake");
        return ended(temporal, workflow);
      }
    }
  },

  /** A calendar: watched and pulled, idle, woken by a push, written, idle again, given up. */
  CALENDAR("calendar.json", CalendarWorkflowImpl.class) {
    @Override
    String record() {
      long quarter = Duration.ofMinutes(15).toMillis();
      ScriptedCalendar calendar =
          new ScriptedCalendar()
              .then(new CalendarFacts(CalendarState.CONNECTING, 0, 0, 0, 0L, null, null))
              .then(new CalendarFacts(CalendarState.CONNECTED, 1, 0, quarter, null, null, null))
              .then(new CalendarFacts(CalendarState.CONNECTED, 1, 2, quarter, null, 0L, null))
              .then(new CalendarFacts(CalendarState.CONNECTED, 1, 0, quarter, null, null, null))
              .then(new CalendarFacts(CalendarState.CONNECTED, 1, 0, 0, null, null, null))
              .then(new CalendarFacts(CalendarState.DISCONNECTED, 1, 0, 0, null, null, null));
      String id = CalendarWorkflow.workflowId(id(31));
      try (SkippingTemporal temporal = new SkippingTemporal(CalendarWorkflowImpl.class, calendar)) {
        WorkflowStub workflow = temporal.start(CalendarWorkflow.TYPE, id, id(31));
        temporal.pass(Duration.ofMinutes(1));
        temporal.signal(id, CalendarWorkflow.WAKE);
        return ended(temporal, workflow);
      }
    }
  },
  /** A replay job: a slice, a wait, paused and resumed in the last moment, done. */
  REPLAY("replay.json", ReplayWorkflowImpl.class) {
    @Override
    String record() {
      String id = ReplayWorkflow.workflowId(id(51));
      ScriptedReplay replay = new ScriptedReplay();
      try (SkippingTemporal temporal = new SkippingTemporal(ReplayWorkflowImpl.class, replay)) {
        replay
            .then(false, 200, 0)
            .then(false, 0, 60_000)
            .then(
                () -> {
                  temporal.signal(id, ReplayWorkflow.WAKE);
                  return new ReplayProgress(true, 0, 0);
                })
            .then(true, 100, 0);
        return ended(temporal, temporal.start(ReplayWorkflow.TYPE, id, id(51)));
      }
    }
  },
  /** Somebody waits: one task, done once. */
  INTERACTIVE("interactive.json", InteractiveWorkflowImpl.class) {
    @Override
    String record() {
      ScriptedTasks tasks = new ScriptedTasks();
      String id = InteractiveWorkflow.workflowId(id(41));
      try (SkippingTemporal temporal = new SkippingTemporal(InteractiveWorkflowImpl.class, tasks)) {
        return ended(temporal, temporal.start(InteractiveWorkflow.TYPE, id, id(41)));
      }
    }
  };

  private final String file;
  private final Class<?> workflow;

  RecordedRun(String file, Class<?> workflow) {
    this.file = file;
    this.workflow = workflow;
  }

  /** Makes the run and returns its history as JSON. */
  abstract String record();

  /** Returns the file's name in {@code src/test/resources/histories}. */
  String file() {
    return file;
  }

  /** Returns today's code for it. */
  Class<?> workflow() {
    return workflow;
  }

  /** Returns the history as it was committed. */
  String json() {
    try (InputStream file = RecordedRun.class.getResourceAsStream("/histories/" + this.file)) {
      if (file == null) {
        throw new IllegalStateException(
            this.file + " is missing: record it with -Dwardbell.record-histories=true");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** Returns the same, read. */
  WorkflowExecutionHistory history() {
    return WorkflowExecutionHistory.fromJson(json());
  }

  private static String ended(SkippingTemporal temporal, WorkflowStub workflow) {
    temporal.end(workflow);
    return temporal.history(workflow).toJson(true);
  }

  private static String id(int number) {
    return new UUID(0x0194_0000_0000_7000L, 0x8000_0000_0000_0000L + number).toString();
  }
}
