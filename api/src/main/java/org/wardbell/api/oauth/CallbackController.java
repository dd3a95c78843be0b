package org.wardbell.api.oauth;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.authentication.Authorizations;
import org.wardbell.activities.authentication.CodeExchange;
import org.wardbell.activities.clinic.AuditEntry;
import org.wardbell.activities.clinic.AuditStore;
import org.wardbell.api.access.AnonymousBrake;
import org.wardbell.api.access.Open;
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
      return CallbackPage.of(
          429, "Not connected", "Too many came back from nowhere. Wait a moment and try again.");
    }
    Optional<Authorizations.Returned> returned =
        state == null || state.length() > LONGEST_PARAMETER
            ? Optional.empty()
            : authorizations.redeem(database, state);
    if (returned.isEmpty()) {
      brake.forNothing(AnonymousBrake.Kind.CALLBACK, request.getRemoteAddr());
      return CallbackPage.of(
          400,
          "Not connected",
          "This way back is not known, was used before, or is too old. Connect the webhook again.");
    }
    brake.worthIt(AnonymousBrake.Kind.CALLBACK, request.getRemoteAddr());
    if (code == null || code.isEmpty() || code.length() > LONGEST_PARAMETER) {
      return CallbackPage.of(
          200,
          "Not connected",
          "The authorization server gave no code"
              + (error != null && ERROR.matcher(error).matches() ? " (" + error + ")" : "")
              + ". Connect the webhook again if that was not intended.");
    }
    return exchange(returned.get(), code);
  }

  private ResponseEntity<String> exchange(Authorizations.Returned returned, String code) {
    try {
      CodeExchange exchange = new CodeExchange(code, returned.verifier(), address.required());
      return switch (tasks.run(
          returned.clinicId(),
          CodeExchange.KIND,
          returned.webhookId(),
          exchange.json(),
          PATIENCE)) {
        case InteractiveAnswer.Done done ->
            done(returned, CodeExchange.Outcome.of(done.result()).error());
        case InteractiveAnswer.Pending _ ->
            CallbackPage.of(
                202,
                "Still connecting",
                "The authorization server takes its time. The webhook's oauth status will say how it ends.");
      };
    } catch (ProblemException notDone) {
      return CallbackPage.of(
          503,
          "Not connected",
          "No worker could take this up, and the code is used only once. Connect the webhook again.");
    }
  }

  private ResponseEntity<String> done(Authorizations.Returned returned, String error) {
    audit.append(
        database,
        new AuditEntry(
            returned.clinicId(),
            returned.requestedBy(),
            error.isEmpty() ? "webhook.oauth_connected" : "webhook.oauth_not_connected",
            "webhook/" + returned.webhookId(),
            error.isEmpty() ? Map.of() : Map.of("error", error)));
    return error.isEmpty()
        ? CallbackPage.of(200, "Connected", "The webhook has its token. You can close this page.")
        : CallbackPage.of(
            200,
            "Not connected",
            "The code was not exchanged ("
                + error
                + "). Check token_url, client_id and client_secret, then connect the webhook again.");
  }
}
