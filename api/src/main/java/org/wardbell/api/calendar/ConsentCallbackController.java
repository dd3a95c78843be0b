package org.wardbell.api.calendar;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditOutcome;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.consent.ConsentExchange;
import org.wardbell.activities.calendar.consent.ConsentState;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Consents;
import org.wardbell.activities.calendar.consent.ReturnedConsent;
import org.wardbell.api.access.Open;
import org.wardbell.api.access.RequestIds;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.interactive.InteractiveAnswer;
import org.wardbell.api.interactive.InteractiveTasks;
import org.wardbell.api.oauth.BrowserPage;
import org.wardbell.api.oauth.CallbackAddress;
import org.wardbell.api.problem.ProblemException;

/**
 * The address at which a browser comes back from Google. The state tells which consent it belongs
 * to, and the browser's cookie that it is the one that left; the code is exchanged by a worker,
 * because this room calls nobody. Pages say what happened and hold no secret.
 */
@RestController
@Hidden
class ConsentCallbackController {
  /** A person looks at an empty page for so long; then at one that says where to look. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Longer than any state of ours and any code that Google gives. */
  private static final int LONGEST_PARAMETER = 4_096;

  private final DSLContext database;
  private final ConsentWays ways;
  private final Consents consents;
  private final InteractiveTasks tasks;
  private final AuditStore audit;
  private final ConsentAddresses addresses;
  private final CallbackAddress address;
  private final AnonymousBrake brake;

  ConsentCallbackController(
      DSLContext database,
      ConsentWays ways,
      Consents consents,
      InteractiveTasks tasks,
      AuditStore audit,
      ConsentAddresses addresses,
      CallbackAddress address,
      AnonymousBrake brake) {
    this.database = database;
    this.ways = ways;
    this.consents = consents;
    this.tasks = tasks;
    this.audit = audit;
    this.addresses = addresses;
    this.address = address;
    this.brake = brake;
  }

  @GetMapping({ConsentAddresses.CALLBACK, ConsentAddresses.KIVICARE})
  @Open("A browser that was sent to Google brings a state that only we gave it.")
  ResponseEntity<String> callback(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String code) {
    String from = request.getRemoteAddr();
    if (!brake.mayTry(AnonymousBrake.Kind.CALLBACK, from)) {
      return BrowserPage.of(
          429, "Not connected", "Too many came back from nowhere. Wait a moment and try again.");
    }
    boolean denied = code == null || code.isEmpty() || code.length() > LONGEST_PARAMETER;
    Optional<ReturnedConsent> returned =
        state == null || state.length() > LONGEST_PARAMETER
            ? Optional.empty()
            : ways.redeem(
                state, ConsentAddresses.COOKIE.in(request, state, address.isSecure()), denied);
    if (returned.isEmpty()) {
      brake.forNothing(AnonymousBrake.Kind.CALLBACK, from);
      return BrowserPage.of(
          400,
          "Not connected",
          "This way back is not known, was used before, took longer than ten minutes, or did not begin in this browser. Open the clinic's link again; if it was used already, ask for a new one.");
    }
    brake.worthIt(AnonymousBrake.Kind.CALLBACK, from);
    AuditOrigin origin = origin(returned.get(), request);
    ResponseEntity<String> page =
        denied
            ? denied(returned.get(), origin)
            : exchange(returned.get(), String.valueOf(code), origin);
    return ResponseEntity.status(page.getStatusCode())
        .headers(page.getHeaders())
        .header(
            HttpHeaders.SET_COOKIE,
            ConsentAddresses.COOKIE.end(String.valueOf(state), address.isSecure()).toString())
        .body(page.getBody());
  }

  private static AuditOrigin origin(ReturnedConsent returned, HttpServletRequest request) {
    return new AuditOrigin(returned.requestedBy(), null, null, null, null)
        .in(request.getRemoteAddr(), RequestIds.of(request));
  }

  private ResponseEntity<String> denied(ReturnedConsent returned, AuditOrigin origin) {
    note(database, returned, origin, "calendar.consent_denied", AuditOutcome.DONE);
    return notConnected(200, "access_denied");
  }

  private ResponseEntity<String> exchange(
      ReturnedConsent returned, String code, AuditOrigin origin) {
    try {
      ConsentExchange exchange =
          new ConsentExchange(returned.id(), code, addresses.redirectUri(), origin);
      return switch (tasks.run(
          returned.clinicId(),
          ConsentExchange.KIND,
          null,
          exchange.json(),
          PATIENCE,
          transaction ->
              note(
                  transaction,
                  returned,
                  origin,
                  "calendar.consent_returned",
                  AuditOutcome.ORDERED))) {
        case InteractiveAnswer.Done done ->
            done(returned, ConsentExchange.Outcome.of(done.result()), origin);
        case InteractiveAnswer.Pending _ ->
            BrowserPage.of(
                202,
                "Still connecting",
                "Google takes its time. The clinic sees how it ends; you can close this page.");
      };
    } catch (ProblemException notDone) {
      consents.failed(returned.id(), "no_worker");
      return notConnected(503, "no_worker");
    }
  }

  private ResponseEntity<String> done(
      ReturnedConsent returned, ConsentExchange.Outcome outcome, AuditOrigin origin) {
    if (outcome.state() == ConsentState.CONNECTED) {
      return BrowserPage.of(
          200,
          "Connected",
          "Your calendar is kept in step with the clinic from now on. You can close this page.");
    }
    if (outcome.state() == ConsentState.CHOOSING) {
      return BrowserPage.of(
          200,
          "Almost connected",
          "Google has given its permission. The clinic now chooses which of your calendars is connected, within an hour. You can close this page.");
    }
    note(database, returned, origin, "calendar.consent_failed", AuditOutcome.FAILED);
    return notConnected(200, String.valueOf(outcome.error()));
  }

  private static ResponseEntity<String> notConnected(int status, String code) {
    return BrowserPage.of(status, "Not connected", ConsentWords.of(code));
  }

  private void note(
      DSLContext transaction,
      ReturnedConsent returned,
      AuditOrigin origin,
      String action,
      AuditOutcome outcome) {
    audit.append(
        transaction,
        AuditEntry.of(returned.clinicId(), origin, action, "calendar-consent/" + returned.id())
            .ended(outcome));
  }
}
