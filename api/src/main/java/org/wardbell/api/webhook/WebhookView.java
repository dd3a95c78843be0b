package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.DisabledReason;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.api.access.Caller;
import org.wardbell.api.change.Revised;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Rate;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/** A webhook as it is shown. */
@Schema(name = "Webhook")
public record WebhookView(
    UUID id,
    @Schema(description = "Absent for a global webhook.") @Nullable UUID clinicId,
    @Schema(
            description =
                "Counts changes. ETag begins with it, and If-Match takes it alone as well.")
        int version,
    String name,
    @Schema(
            description =
                "Whole for administrators; others see its server only, because some services put their key into the path.")
        String url,
    HttpMethod method,
    List<String> events,
    @Schema(description = "Whole for administrators; others see that there is one.")
        @Nullable String filter,
    @Schema(description = VALUES) List<Header> headers,
    @Schema(description = VALUES) List<Header> query,
    @Schema(
            allowableValues = {
              "standard",
              "cloudevents",
              "cloudevents_binary",
              "fhir",
              "template",
              "form",
              "transform"
            })
        String format,
    @Schema(allowableValues = {"full", "ids_only", "empty"}) String detail,
    String contentType,
    @Schema(description = "Whole for administrators; others see that there is one.")
        @Nullable String body,
    @Schema(description = VALUES) List<Header> form,
    @Schema(description = "Whole for administrators; others see that there is one.")
        @Nullable String transform,
    @Schema(description = "Whole, with masks, for administrators; others see its type only.")
        AuthenticationForm authentication,
    @Nullable TlsForm tls,
    boolean ed25519Signature,
    @Schema(description = "Checks the signature v1a.", example = "whpk_…")
        @Nullable String publicKey,
    @Schema(
            description =
                "When old signing secrets end that still sign beside the current one, the next first.")
        List<Instant> oldSecretsValidUntil,
    int timeoutSeconds,
    RetryPolicy retry,
    @Schema(description = "What answers mean, before the general rules.")
        List<WebhookRequest.AnswerForm> answers,
    boolean enabled,
    boolean allowHttp,
    int concurrency,
    @Nullable Rate rate,
    boolean circuitBreaker,
    boolean autoDisable,
    boolean ordered,
    WebhookStatus status,
    @Schema(
            description =
                "Why the system disabled it, and what to do. Absent if it is enabled or a person disabled"
                    + " it.")
        @Nullable String disabledReason,
    @Schema(
            description = "The same for programs.",
            allowableValues = {"gone_410", "failing", "unreadable"})
        @Nullable String disabledCode,
    @Schema(description = "Attempts that failed since the last success.") int consecutiveFailures,
    @Schema(description = "When the first of these ended.") @Nullable Instant failingSince,
    @Schema(
            description =
                "Until when its receiver asked to be left alone, if that is still to come.")
        @Nullable Instant limitedUntil,
    CircuitView circuit,
    Instant createdAt,
    Instant updatedAt,
    @Schema(
            description =
                "Checks our signature (Standard Webhooks); only in the answer that made it.",
            example = "whsec_…")
        @Nullable String signingSecret,
    @Schema(description = "With oauth2, where one webhook is read.") @Nullable OAuthView oauth,
    @Schema(
            description =
                "Why its deliveries will fail until something is changed, where one webhook is made, read or changed; absent if"
                    + " nothing is known.")
        @Nullable List<FieldProblem> warnings)
    implements Revised {

  private static final String VALUES =
      "Administrators see values, but no credentials; others see names only.";

  /** Returns it as a caller of this role sees it. */
  public static WebhookView of(StoredWebhook stored, Role role) {
    return with(stored, role, null, null, List.of());
  }

  /** Returns the same with what is shown at some answers only. */
  static WebhookView with(
      StoredWebhook stored,
      Role role,
      @Nullable String signingSecret,
      @Nullable OAuthView oauth,
      List<FieldProblem> warnings) {
    WebhookSettings settings = stored.webhook().settings();
    boolean whole = role.covers(Role.ADMIN);
    return new WebhookView(
        stored.webhook().id(),
        stored.webhook().clinicId(),
        stored.webhook().version(),
        settings.name(),
        whole ? settings.url() : Mask.server(settings.url()),
        settings.method(),
        settings.events(),
        whole ? settings.filter() : Mask.presence(settings.filter()),
        shown(settings.headers(), whole),
        shown(settings.query(), whole),
        spelled(settings.payload().format()),
        spelled(settings.payload().detail()),
        settings.payload().contentType(),
        whole ? settings.payload().body() : Mask.presence(settings.payload().body()),
        shown(settings.payload().form(), whole),
        whole ? settings.payload().transform() : Mask.presence(settings.payload().transform()),
        authentication(settings, role),
        TlsForm.of(settings.tls()),
        settings.ed25519(),
        SigningSecrets.publicKey(stored.webhook().secrets()),
        SigningSecrets.retiring(stored.webhook().secrets(), Instant.now()),
        settings.timeoutSeconds(),
        settings.retry(),
        settings.answers().stream().map(WebhookRequest.AnswerForm::of).toList(),
        stored.enabled(),
        settings.allowHttp(),
        settings.protection().concurrency(),
        settings.protection().rate(),
        settings.protection().circuitBreaker(),
        settings.protection().autoDisable(),
        settings.protection().ordered(),
        status(stored),
        DisabledReason.words(stored.disabledReason()),
        stored.disabledReason(),
        stored.state().failures(),
        stored.state().failingSince(),
        future(stored.state().blockedUntil()),
        CircuitView.of(stored.state().circuit()),
        stored.createdAt(),
        stored.updatedAt(),
        signingSecret,
        oauth,
        warnings.isEmpty() ? null : List.copyOf(warnings));
  }

  /** Returns the answer to the request that made it: the only one with its signing secret. */
  public static ResponseEntity<WebhookView> made(
      StoredWebhook stored, Caller caller, List<FieldProblem> warnings) {
    String secret = stored.webhook().secrets().getFirst().value();
    return ResponseEntity.created(URI.create("/api/v1/webhooks/" + stored.webhook().id()))
        .body(with(stored, caller.role(), secret, null, warnings));
  }

  /** Returns parameters with their values, or with their names only. */
  private static List<Header> shown(List<Header> parameters, boolean whole) {
    return whole ? Mask.shown(parameters) : Mask.names(parameters);
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static AuthenticationForm authentication(WebhookSettings settings, Role role) {
    AuthenticationForm form = AuthenticationForm.of(settings.authentication());
    return role.covers(Role.ADMIN) ? form.masked() : form.typeOnly();
  }

  private static @Nullable Instant future(@Nullable Instant time) {
    return time != null && time.isAfter(Instant.now()) ? time : null;
  }

  private static WebhookStatus status(StoredWebhook stored) {
    if (!stored.enabled()) {
      return WebhookStatus.DISABLED;
    }
    return stored.state().paused() ? WebhookStatus.PAUSED : WebhookStatus.ACTIVE;
  }

  @Override
  public String revision() {
    return Integer.toString(version);
  }

  @Override
  public String toString() {
    return "WebhookView[" + id + "]";
  }
}
