package org.wardbell.api.oauth;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.authentication.Authorizations;
import org.wardbell.activities.authentication.OAuthConnections;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.webhook.Authentication.Grant;
import org.wardbell.workflows.webhook.Authentication.OAuth2;

/** The controller that begins and ends a webhook's connection with its authorization server. */
@RestController
@RequestMapping("/api/v1/webhooks/{id}/oauth")
@Tag(name = "Webhooks")
class OAuthController {
  private final DSLContext database;
  private final WebhookStore webhooks;
  private final Authorizations authorizations;
  private final OAuthConnections connections;
  private final AuditStore audit;
  private final CallbackAddress address;

  OAuthController(
      DSLContext database,
      WebhookStore webhooks,
      Authorizations authorizations,
      OAuthConnections connections,
      AuditStore audit,
      CallbackAddress address) {
    this.database = database;
    this.webhooks = webhooks;
    this.authorizations = authorizations;
    this.connections = connections;
    this.audit = audit;
    this.address = address;
  }

  @PostMapping("/start")
  @Needs(Role.ADMIN)
  @Operation(
      summary = "Connect a webhook with its authorization server",
      description =
          "For authentication of type oauth2 with grant authorization_code. Open the answer's authorization_url in a"
              + " browser: a page of this server that says what will be connected, and leads on. After the consent, in the same browser, the server leads back to /oauth/callback of WARDBELL_PUBLIC_URL, which has to be"
              + " registered there as redirect URI.")
  StartView start(@PathVariable UUID id, Caller caller) {
    KeptWebhook webhook = visible(id, caller);
    OAuth2 settings = oauth2(webhook);
    if (settings.grant() != Grant.AUTHORIZATION_CODE) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "This webhook gets its tokens without a person. Set authentication.grant to authorization_code to connect it.");
    }
    address.required();
    String ticket =
        database.transactionResult(
            configuration -> {
              DSLContext transaction = configuration.dsl();
              note(transaction, caller, "webhook.oauth_started", webhook);
              return authorizations.begin(transaction, webhook, settings, caller.actor());
            });
    return new StartView(address.begin(ticket), Instant.now().plus(Authorizations.LIFE));
  }

  @PostMapping("/disconnect")
  @Needs(Role.ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Forget a webhook's tokens",
      description =
          "What was consented to is not revoked at the authorization server; do that there.")
  @ApiResponse(responseCode = "204", description = "Done.")
  void disconnect(@PathVariable UUID id, Caller caller) {
    KeptWebhook webhook = visible(id, caller);
    oauth2(webhook);
    database.transaction(
        configuration -> {
          connections.disconnect(configuration.dsl(), webhook);
          note(configuration.dsl(), caller, "webhook.oauth_disconnected", webhook);
        });
  }

  private KeptWebhook visible(UUID id, Caller caller) {
    KeptWebhook webhook =
        webhooks
            .find(database, id)
            .orElseThrow(() -> ProblemException.notFound("webhook"))
            .webhook();
    caller.requireSees(webhook.clinicId(), "webhook");
    return webhook;
  }

  private static OAuth2 oauth2(KeptWebhook webhook) {
    if (webhook.settings().authentication() instanceof OAuth2 settings) {
      return settings;
    }
    throw ProblemException.of(
        ProblemKind.CONFLICT,
        "This webhook does not use OAuth 2. Set its authentication to type oauth2 first.");
  }

  private void note(DSLContext transaction, Caller caller, String action, KeptWebhook webhook) {
    audit.append(
        transaction,
        AuditEntry.of(webhook.clinicId(), caller.origin(), action, "webhook/" + webhook.id()));
  }
}
