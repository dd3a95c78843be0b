package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.AnswerRuleDraft;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.activities.webhook.draft.PayloadDraft;
import org.wardbell.activities.webhook.draft.ProtectionDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/** A webhook to be made, or the new version of one. */
@Schema(name = "WebhookRequest")
public record WebhookRequest(
    @Schema(description = "Id of its clinic; the key's own or default if left out.")
        @Nullable String clinic,
    @Schema(
            description =
                "true for a webhook that gets every clinic's events; only with a key of the installation.",
            defaultValue = "false")
        @Nullable Boolean global,
    @Schema(
            description = "For people: what receives the events. 1-120 characters.",
            example = "CRM",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String name,
    @Schema(
            description =
                "https, unless allow_http, or in a network that the operator has opened. Variables such as {{patient_id}} are escaped for where they stand.",
            example = "https://crm.example.org/hooks/{{event_type}}",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable String url,
    @Schema(
            defaultValue = "POST",
            description = "GET and DELETE send no body; their data goes to the query.",
            allowableValues = {"POST", "PUT", "PATCH", "GET", "DELETE"})
        @Nullable String method,
    @Schema(
            description = "Types, aliases, module.* or *; at least one.",
            example = "[\"appointment.*\", \"bill.paid\"]",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable List<@Nullable String> events,
    @Schema(
            description =
                "JSONata over the event (id, type, timestamp, clinic_id, data) that must be true.",
            example = "data.appointment_status = 'BOOKED'")
        @Nullable String filter,
    @Schema(
            description =
                "Further headers. What looks like a credential, or has secret: true, is never shown again.")
        @Nullable List<WebhookDraft.@Nullable Parameter> headers,
    @Schema(description = "Further query parameters.")
        @Nullable List<WebhookDraft.@Nullable Parameter> query,
    @Schema(
            description =
                "How the event is written. If left out: template with a body, form with a form, transform with a"
                    + " transform, else standard.",
            allowableValues = {
              "standard",
              "cloudevents",
              "cloudevents_binary",
              "fhir",
              "template",
              "form",
              "transform"
            })
        @Nullable String format,
    @Schema(
            description =
                "How much of the data leaves: everything, the id of the record only, or nothing. Holds for all"
                    + " variables, also those in the URL and in headers.",
            defaultValue = "full",
            allowableValues = {"full", "ids_only", "empty"})
        @Nullable String detail,
    @Schema(
            description =
                "Of the body. Says in which language a body template is escaped: JSON, XML, HTML, form or text. A form"
                    + " is application/x-www-form-urlencoded or multipart/form-data.",
            defaultValue = "application/json")
        @Nullable String contentType,
    @Schema(
            description = "Template of the body, in the language of its content type.",
            example = "{\"patient\": \"{{patient_name}}\", \"at\": \"{{timestamp}}\"}")
        @Nullable String body,
    @Schema(description = "Fields of a form. Values are templates, and encoded by themselves.")
        @Nullable List<WebhookDraft.@Nullable Parameter> form,
    @Schema(
            description = "JSONata: what it makes of the event is sent as JSON.",
            example = "{\"who\": data.patient_name, \"what\": type}")
        @Nullable String transform,
    @Schema(description = "How it proves who is calling, beside our signature; none if left out.")
        @Nullable AuthenticationForm authentication,
    @Schema(description = "Client certificate and authorities; the public ones if left out.")
        @Nullable TlsForm tls,
    @Schema(
            description =
                "Adds the signature v1a (ed25519), which is checked with a public key; v1 is always sent.",
            defaultValue = "false")
        @Nullable Boolean ed25519Signature,
    @Schema(description = "The whole call, 1-300 s.", defaultValue = "30")
        @Nullable Integer timeoutSeconds,
    @Schema(
            description =
                "When to try again: schedule_seconds (the wait before each attempt, the first 0), or"
                    + " attempts, initial_seconds, factor (1 for equal waits) and max_seconds."
                    + " on: any tries again also after answers that are permanent by default."
                    + " 10 attempts over 75.6 hours if left out.",
            example = "{\"schedule_seconds\": [0, 5, 5, 5]}")
        @Nullable RetryPolicy retry,
    @Schema(
            description =
                "What answers mean where the receiver has ways of its own; at most 20, the first that"
                    + " fits decides. Each has a status, or a text that the answer contains, or both.",
            example =
                "[{\"status\": 409, \"contains\": \"already exists\", \"meaning\": \"delivered\"}]")
        @Nullable List<@Nullable AnswerForm> answers,
    @Schema(description = "false lets no event match it.", defaultValue = "true")
        @Nullable Boolean enabled,
    @Schema(
            description = "Leave to use plain http. It never opens a private address.",
            defaultValue = "false")
        @Nullable Boolean allowHttp,
    @Schema(description = "Requests under way at once in each worker, 1-64.", defaultValue = "8")
        @Nullable Integer concurrency,
    @Schema(description = "How many requests the receiver takes; no limit if left out.")
        ProtectionDraft.@Nullable RateDraft rate,
    @Schema(
            description = "Deliveries wait while the receiver fails again and again.",
            defaultValue = "true")
        @Nullable Boolean circuitBreaker,
    @Schema(
            description = "Disables it when the receiver is gone or has failed for five days.",
            defaultValue = "true")
        @Nullable Boolean autoDisable,
    @Schema(
            description = "Deliveries of one subject keep the order of their events.",
            defaultValue = "false")
        @Nullable Boolean ordered) {

  /** An {@link AnswerRule} in requests and answers. */
  @Schema(name = "AnswerRule")
  public record AnswerForm(
      @Schema(description = "The answer's status, 200-599; any if left out.", example = "409")
          @Nullable Integer status,
      @Schema(
              description = "A text in the first 16 KiB of the answer; any if left out.",
              example = "already exists")
          @Nullable String contains,
      @Schema(
              description =
                  "delivered; accepted: taken, which proves nothing more; refused: final; partial: final, a part was"
                      + " taken; failed: tried again; limited: the whole webhook waits.",
              allowableValues = {
                "delivered",
                "accepted",
                "refused",
                "partial",
                "failed",
                "limited"
              },
              example = "delivered",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String meaning,
      @Schema(description = "Ends the attempt's code: 1-24 of a-z, 0-9 and _, a letter first.")
          @Nullable String name,
      @Schema(
              description =
                  "Stands at such attempts instead of the general advice, at most 300 characters; only with a name.")
          @Nullable String advice) {

    static AnswerForm of(AnswerRule rule) {
      return new AnswerForm(
          rule.status(),
          rule.contains(),
          rule.meaning().name().toLowerCase(Locale.ROOT),
          rule.name(),
          rule.advice());
    }

    AnswerRuleDraft draft() {
      return new AnswerRuleDraft(status, contains, meaning, name, advice);
    }
  }

  /**
   * Returns the request that makes a webhook with these settings.
   *
   * @param secrets whether credentials are in it; dots stand for them otherwise
   */
  public static WebhookRequest of(WebhookSettings settings, boolean secrets) {
    Payload payload = settings.payload();
    AuthenticationForm proof = AuthenticationForm.of(settings.authentication());
    Protection protection = settings.protection();
    Rate rate = protection.rate();
    return new WebhookRequest(
        null,
        null,
        settings.name(),
        settings.url(),
        settings.method().name(),
        List.copyOf(settings.events()),
        settings.filter(),
        parameters(settings.headers(), secrets),
        parameters(settings.query(), secrets),
        spelled(payload.format()),
        spelled(payload.detail()),
        payload.contentType(),
        payload.body(),
        parameters(payload.form(), secrets),
        payload.transform(),
        secrets ? proof : proof.hidden(),
        TlsForm.exported(settings.tls(), secrets),
        settings.ed25519(),
        settings.timeoutSeconds(),
        settings.retry(),
        settings.answers().stream().map(AnswerForm::of).toList(),
        settings.enabled(),
        settings.allowHttp(),
        protection.concurrency(),
        rate == null
            ? null
            : new ProtectionDraft.RateDraft(rate.limit(), rate.perSeconds(), rate.burst()),
        protection.circuitBreaker(),
        protection.autoDisable(),
        protection.ordered());
  }

  private static @Nullable List<WebhookDraft.@Nullable Parameter> parameters(
      List<Header> kept, boolean secrets) {
    List<WebhookDraft.@Nullable Parameter> parameters = new ArrayList<>();
    for (Header each : secrets ? kept : Mask.hidden(kept)) {
      parameters.add(new WebhookDraft.Parameter(each.name(), each.value(), each.secret()));
    }
    return parameters.isEmpty() ? null : parameters;
  }

  private static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the draft for the rules. */
  public WebhookDraft draft() {
    return draft(headers, query, form, authentication, tls);
  }

  /** Returns the same, with credentials that came back masked replaced by those that are kept. */
  public WebhookDraft draftKeeping(WebhookSettings kept) {
    KeptCredentials credentials = new KeptCredentials(kept, url);
    return draft(
        credentials.headers(headers),
        credentials.query(query),
        credentials.form(form),
        credentials.authentication(authentication),
        credentials.tls(tls));
  }

  private WebhookDraft draft(
      @Nullable List<WebhookDraft.@Nullable Parameter> sentHeaders,
      @Nullable List<WebhookDraft.@Nullable Parameter> sentQuery,
      @Nullable List<WebhookDraft.@Nullable Parameter> sentForm,
      @Nullable AuthenticationForm sentAuthentication,
      @Nullable TlsForm sentTls) {
    return new WebhookDraft(
        name,
        url,
        method,
        events,
        filter,
        sentHeaders,
        sentQuery,
        new PayloadDraft(format, detail, contentType, body, sentForm, transform),
        sentAuthentication == null ? null : sentAuthentication.draft(),
        sentTls == null ? null : sentTls.identity(),
        ed25519Signature,
        timeoutSeconds,
        retry,
        answerDrafts(),
        new ProtectionDraft(concurrency, rate, circuitBreaker, autoDisable, ordered),
        enabled,
        allowHttp);
  }

  private @Nullable List<@Nullable AnswerRuleDraft> answerDrafts() {
    if (answers == null) {
      return null;
    }
    List<@Nullable AnswerRuleDraft> drafts = new ArrayList<>();
    for (AnswerForm each : answers) {
      drafts.add(each == null ? null : each.draft());
    }
    return drafts;
  }

  /** Hides the credentials that it may carry. */
  @Override
  public String toString() {
    return "WebhookRequest[hidden]";
  }
}
