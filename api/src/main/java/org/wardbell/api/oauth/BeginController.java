package org.wardbell.api.oauth;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.authentication.Authorizations;
import org.wardbell.activities.crypto.SecretWords;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.TokenScope;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Open;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.health.WorkerState;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import org.wardbell.workflows.webhook.ServerText;

/**
 * The page at which a person's way to an authorization server begins. It names what will be
 * connected with what, because whoever is sent there by somebody else would give away the access to
 * an account of their own; going on from there binds the way to this browser.
 */
@RestController
@Hidden
class BeginController {
  private final DSLContext database;
  private final WebhookStore webhooks;
  private final Authorizations authorizations;
  private final CallbackAddress address;
  private final AnonymousBrake brake;
  private final WorkerState workers;

  private record Begun(
      Authorizations.Returned authorization, KeptWebhook webhook, OAuth2 settings) {}

  BeginController(
      DSLContext database,
      WebhookStore webhooks,
      Authorizations authorizations,
      CallbackAddress address,
      AnonymousBrake brake,
      WorkerState workers) {
    this.workers = workers;
    this.brake = brake;
    this.database = database;
    this.webhooks = webhooks;
    this.authorizations = authorizations;
    this.address = address;
  }

  @GetMapping(CallbackAddress.BEGIN_PATH)
  @Open("A browser brings a ticket that only an administrator was given.")
  ResponseEntity<String> ask(
      HttpServletRequest request, @RequestParam(required = false) @Nullable String ticket) {
    return begun(request, ticket)
        .map(
            begun ->
                BrowserPage.asking(
                    "Connect “%s”?".formatted(begun.webhook().settings().name()),
                    List.of(
                        "You will sign in at %s. What you allow there is given to this webhook, which sends to %s."
                            .formatted(
                                ServerText.of(String.valueOf(begun.settings().authorizationUrl())),
                                ServerText.of(begun.webhook().settings().url())),
                        "Go on only if you have started this yourself. If somebody sent you this link, close the page."),
                    "begin",
                    String.valueOf(ticket)))
        .orElseGet(BeginController::unknown);
  }

  @PostMapping(CallbackAddress.BEGIN_PATH)
  @Open("A browser brings a ticket that only an administrator was given.")
  ResponseEntity<String> leave(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String ticket,
      @RequestHeader(name = HttpHeaders.ORIGIN, required = false) @Nullable String origin,
      @RequestHeader(name = "Sec-Fetch-Site", required = false) @Nullable String site) {
    if (!address.isOwnPage(origin, site)) {
      return BrowserPage.foreign();
    }
    if (workers.isAway()) {
      return BrowserPage.noWorker();
    }
    return begun(request, ticket)
        .map(begun -> away(begun, String.valueOf(ticket)))
        .orElseGet(BeginController::unknown);
  }

  private ResponseEntity<String> away(Begun begun, String ticket) {
    return BrowserPage.leaving(
        Authorizations.address(begun.settings(), address.required(), ticket, begun.authorization()),
        CallbackAddress.COOKIE.of(SecretWords.state(ticket), ticket, address.isSecure()));
  }

  /** Returns what a ticket begins, if this address is heard. */
  private Optional<Begun> begun(HttpServletRequest request, @Nullable String ticket) {
    return brake.heard(AnonymousBrake.Kind.CALLBACK, request.getRemoteAddr(), () -> begun(ticket));
  }

  private Optional<Begun> begun(@Nullable String ticket) {
    return Optional.ofNullable(ticket)
        .flatMap(text -> authorizations.find(database, text))
        .flatMap(
            authorization ->
                webhooks
                    .find(database, authorization.webhookId())
                    .map(StoredWebhook::webhook)
                    .flatMap(webhook -> begun(authorization, webhook)));
  }

  private static Optional<Begun> begun(Authorizations.Returned authorization, KeptWebhook webhook) {
    return webhook.settings().authentication() instanceof OAuth2 settings
            && TokenScope.of(webhook.settings(), settings)
                .fingerprint()
                .equals(authorization.scope())
        ? Optional.of(new Begun(authorization, webhook, settings))
        : Optional.empty();
  }

  private static ResponseEntity<String> unknown() {
    return BrowserPage.of(
        400,
        "Not connected",
        "This link is not known, was used before, is too old, or its webhook has changed. Connect the webhook again.");
  }
}
