package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.AcceptedEvent;
import org.wardbell.activities.event.ConflictingEvents;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.idempotency.NotRemembered;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.problem.RequestBytes;
import org.wardbell.api.problem.RequestLimits;
import tools.jackson.databind.json.JsonMapper;

/** The controller that takes events in. 202 means kept: it was committed before the answer. */
@RestController
@RequestMapping("/api/v1/events")
@Tag(
    name = "Events",
    description = "What happened: posted once, sent to every webhook that asked for it.")
class EventsController {
  private final EventChecks checks;
  private final EventTrials trials;
  private final EventIntake intake;
  private final EventRepetitions repetitions;
  private final JsonMapper json;

  EventsController(
      EventChecks checks,
      EventTrials trials,
      EventIntake intake,
      EventRepetitions repetitions,
      JsonMapper json) {
    this.checks = checks;
    this.trials = trials;
    this.repetitions = repetitions;
    this.intake = intake;
    this.json = json;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @NotRemembered("the key belongs to the event, which is kept by it for longer")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Post an event",
      description =
          "202: it was committed. 200: an equal event with this idempotency key was kept before."
              + " At most 256 KiB, nested at most 32 deep.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EventRequest.class))))
  @ApiResponse(
      responseCode = "202",
      description = "Kept.",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  @ApiResponse(
      responseCode = "200",
      description = "Kept before: the same id.",
      content = @Content(schema = @Schema(implementation = AcceptedView.class)))
  void post(
      @Parameter(
              description =
                  "Your own id of the event, 1-255 visible ASCII characters, with or without quotes"
                      + " around it; a key of your clinic for 30 days after the 202, then free"
                      + " again.",
              example = "booking-4711")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller)
      throws IOException {
    FieldChecks problems = new FieldChecks();
    EventDraft draft =
        EventParser.one(RequestBytes.read(request, RequestLimits.MAXIMUM_BODY_BYTES), problems);
    NewEvent event = checks.check(draft, key, caller, problems);
    problems.orThrow();
    AcceptedEvent accepted =
        accept(List.of(event), draft.id() == null ? "Idempotency-Key" : "id").getFirst();
    write(response, AcceptedView.of(accepted, event.idempotencyKey() != null));
  }

  /**
   * Writes the answer by hand: negotiating and converting five fields would cost as much as all the
   * work before.
   */
  private void write(HttpServletResponse response, AcceptedView accepted) throws IOException {
    byte[] body = json.writeValueAsBytes(accepted);
    response.setStatus((accepted.duplicate() ? HttpStatus.OK : HttpStatus.ACCEPTED).value());
    response.setHeader(HttpHeaders.LOCATION, "/api/v1/events/" + accepted.id());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  @PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
  @NotRemembered("it changes nothing")
  @Needs(Role.READER)
  @Operation(
      summary = "Check an event without posting it",
      description = "The body of a post. Refused as the post would be; nothing is kept.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = EventRequest.class))))
  @ApiResponse(responseCode = "200", description = "It would be kept.", useReturnTypeSchema = true)
  CheckedView check(HttpServletRequest request, Caller caller) throws IOException {
    return CheckedView.of(
        trials.check(RequestBytes.read(request, RequestLimits.MAXIMUM_BODY_BYTES), null, caller));
  }

  @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
  @NotRemembered("the key belongs to the event, which is kept by it for longer")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Post up to 100 events in one commit",
      description =
          "All or nothing: if one is refused, none is kept and errors names each. At most 4 MiB.",
      requestBody =
          @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = BatchRequest.class))))
  @ApiResponse(responseCode = "202", description = "Kept.", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "All of them were kept before.",
      useReturnTypeSchema = true)
  ResponseEntity<BatchView> postBatch(HttpServletRequest request, Caller caller)
      throws IOException {
    FieldChecks problems = new FieldChecks();
    if (request.getHeader("Idempotency-Key") != null) {
      problems.add("Idempotency-Key", "says nothing about a batch", "Give each event its own id.");
    }
    List<EventDraft> drafts =
        EventParser.batch(RequestBytes.read(request, RequestLimits.MAXIMUM_BATCH_BYTES), problems);
    List<NewEvent> events = new ArrayList<>(drafts.size());
    for (EventDraft draft : drafts) {
      events.add(checks.check(draft, null, caller, problems));
    }
    problems.orThrow();
    List<AcceptedEvent> accepted = accept(events, "id");
    List<AcceptedView> views = new ArrayList<>(accepted.size());
    for (int i = 0; i < accepted.size(); i++) {
      views.add(AcceptedView.of(accepted.get(i), events.get(i).idempotencyKey() != null));
    }
    boolean fresh = accepted.stream().anyMatch(event -> !event.duplicate());
    return ResponseEntity.status(fresh ? HttpStatus.ACCEPTED : HttpStatus.OK)
        .body(new BatchView(views));
  }

  /**
   * Accepts events.
   *
   * @param keyField where the client wrote its key
   */
  private List<AcceptedEvent> accept(List<NewEvent> events, String keyField) {
    try {
      List<AcceptedEvent> accepted = intake.accept(events);
      for (AcceptedEvent event : accepted) {
        if (event.duplicate()) {
          repetitions.note(event.id());
        }
      }
      return accepted;
    } catch (ConflictingEvents conflict) {
      List<FieldProblem> problems =
          conflict.indexes().stream()
              .map(
                  index ->
                      new FieldProblem(
                          events.size() == 1 ? keyField : "events[" + index + "]." + keyField,
                          "was used before for an event with another body",
                          "Use a new id for a new event; send the very same body to repeat one."))
              .toList();
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "An idempotency key belongs to one event, and this one was used for another. Nothing was"
              + " kept.",
          problems);
    }
  }
}
