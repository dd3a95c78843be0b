package org.wardbell.api.oauth;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditOutcome;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.authentication.Authorizations;
import org.wardbell.activities.authentication.CodeExchange;
import org.wardbell.api.access.Open;
import org.wardbell.api.access.RequestIds;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.interactive.InteractiveAnswer;
import org.wardbell.api.interactive.InteractiveTasks;
import org.wardbell.api.problem.ProblemException;

/**
 * The address at which a browser comes back from an authorization server. The state tells which
 * webhook it belongs to; the code is exchanged by a worker, because this room calls nobody.
 */
@RestController
@Hidden
class CallbackController {
  /** A person looks at an empty page for so long; then at one that says where to look. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Longer than any state of ours and any code that servers give. */
  private static final int LONGEST_PARAMETER = 4_096;

  /** The errors of RFC 6749, section 4.1.2.1. Any other text is not repeated on a page of ours. */
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

  private final DSLContext database;
  private final Authorizations authorizations;
  private final InteractiveTasks tasks;
  private final AuditStore audit;
  private final CallbackAddress address;
  private final AnonymousBrake brake;

  CallbackController(
      DSLContext database,
      Authorizations authorizations,
      InteractiveTasks tasks,
      AuditStore audit,
      CallbackAddress address,
      AnonymousBrake brake) {
    this.database = database;
    this.authorizations = authorizations;
    this.tasks = tasks;
    this.audit = audit;
    this.address = address;
    this.brake = brake;
  }

  @GetMapping(CallbackAddress.PATH)
  @Open("A browser that was sent away by an administrator brings a state that only we gave it.")
  ResponseEntity<String> callback(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String error) {
    if (!brake.mayTry(AnonymousBrake.Kind.CALLBACK, request.getRemoteAddr())) {
      return BrowserPage.of(
          429, "Not connected", "Too many came back from nowhere. Wait a moment and try again.");
    }
    Optional<Authorizations.Returned> returned =
        state == null || state.length() > LONGEST_PARAMETER
            ? Optional.empty()
            : authorizations.redeem(
                database, state, CallbackAddress.COOKIE.in(request, state, address.isSecure()));
    if (returned.isEmpty()) {
      brake.forNothing(AnonymousBrake.Kind.CALLBACK, request.getRemoteAddr());
      return BrowserPage.of(
          400,
          "Not connected",
          "This way back is not known, was used before, is too old, or did not begin in this browser. Connect the webhook again.");
    }
    brake.worthIt(AnonymousBrake.Kind.CALLBACK, request.getRemoteAddr());
    if (code == null || code.isEmpty() || code.length() > LONGEST_PARAMETER) {
      return BrowserPage.of(
          200,
          "Not connected",
          "The authorization server gave no code"
              + (error != null && ERROR.matcher(error).matches() ? " (" + error + ")" : "")
              + ". Connect the webhook again if that was not intended.");
    }
    return exchange(returned.get(), code, origin(returned.get(), request));
  }

  private static AuditOrigin origin(Authorizations.Returned returned, HttpServletRequest request) {
    return new AuditOrigin(returned.requestedBy(), null, null, null, null)
        .in(request.getRemoteAddr(), RequestIds.of(request));
  }

  private ResponseEntity<String> exchange(
      Authorizations.Returned returned, String code, AuditOrigin origin) {
    try {
      CodeExchange exchange =
          new CodeExchange(code, returned.verifier(), address.required(), returned.scope());
      return switch (tasks.run(
          returned.clinicId(),
          CodeExchange.KIND,
          returned.webhookId(),
          exchange.json(),
          PATIENCE,
          transaction ->
              note(
                  transaction, returned, origin, "webhook.oauth_returned", AuditOutcome.ORDERED))) {
        case InteractiveAnswer.Done done ->
            done(returned, CodeExchange.Outcome.of(done.result()).error(), origin);
        case InteractiveAnswer.Pending _ ->
            BrowserPage.of(
                202,
                "Still connecting",
                "The authorization server takes its time. The webhook's oauth status will say how it ends.");
      };
    } catch (ProblemException notDone) {
      return BrowserPage.of(
          503,
          "Not connected",
          "No worker could take this up, and the code is used only once. Connect the webhook again.");
    }
  }

  private void note(
      DSLContext transaction,
      Authorizations.Returned returned,
      AuditOrigin origin,
      String action,
      AuditOutcome outcome) {
    audit.append(
        transaction,
        AuditEntry.of(returned.clinicId(), origin, action, "webhook/" + returned.webhookId())
            .ended(outcome));
  }

  private ResponseEntity<String> done(
      Authorizations.Returned returned, String error, AuditOrigin origin) {
    if (error.isEmpty()) {
      note(database, returned, origin, "webhook.oauth_connected", AuditOutcome.DONE);
    } else {
      note(database, returned, origin, "webhook.oauth_not_connected", AuditOutcome.FAILED);
    }
    return error.isEmpty()
        ? BrowserPage.of(200, "Connected", "The webhook has its token. You can close this page.")
        : BrowserPage.of(
            200,
            "Not connected",
            "The code was not exchanged ("
                + error
                + "). Check token_url, client_id and client_secret, then connect the webhook again.");
  }
}
