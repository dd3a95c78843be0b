package org.wardbell.activities.webhook.rules;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.Subscription;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.TlsIdentity;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * The rules that decide whether a webhook can be stored, so that every stored one can be sent.
 * Nothing is looked up or called; whether the receiver exists shows when the first event is sent.
 */
public final class WebhookRules {
  /** The width of its column. */
  public static final int MAXIMUM_NAME_CHARACTERS = 120;

  static final int MAXIMUM_TIMEOUT_SECONDS = 300;

  private final EventCatalogue catalogue;
  private final AllowedNetworks allowed;
  private final PlainHttp plainHttp;
  private final EventsRule events;
  private final UrlRule url;
  private final PayloadRule payload;
  private final AuthenticationRule authentication;
  private final TlsRule tls = new TlsRule(InstantSource.system());

  /**
   * @param allowed the operator's networks, into which plain http needs no further leave
   */
  public WebhookRules(EventCatalogue catalogue, AllowedNetworks allowed) {
    this(catalogue, allowed, PlainHttp.ALLOWED);
  }

  /**
   * @param allowed the operator's networks, into which plain http needs no further leave
   * @param plainHttp the operator's word on it, above all leaves
   */
  public WebhookRules(EventCatalogue catalogue, AllowedNetworks allowed, PlainHttp plainHttp) {
    this.plainHttp = plainHttp;
    SampleVariables samples = new SampleVariables(catalogue);
    this.catalogue = catalogue;
    this.allowed = allowed;
    this.events = new EventsRule(catalogue);
    this.url = new UrlRule(allowed, samples);
    this.payload = new PayloadRule(samples);
    this.authentication = new AuthenticationRule(allowed);
  }

  /** Returns the same rules for another catalogue: a clinic may have types of its own. */
  public WebhookRules in(EventCatalogue another) {
    return another == catalogue ? this : new WebhookRules(another, allowed, plainHttp);
  }

  /** Returns the settings that a draft means, defaults filled in, or all its problems. */
  public WebhookCheck check(WebhookDraft draft) {
    Problems problems = new Problems();
    String name = name(draft.name(), problems);
    List<String> patterns = events.check(draft.events(), problems);
    // With no usable event any variable may be right; the events are to be repaired first.
    VariableRule variables =
        new VariableRule(
            catalogue, patterns.isEmpty() ? List.of(Subscription.EVERYTHING) : patterns);
    boolean allowHttp = Objects.requireNonNullElse(draft.allowHttp(), false);
    if (plainHttp.forbidden()) {
      PlainHttpRule.check(draft, problems);
    }
    // What is forbidden anyway is said once.
    boolean leave = allowHttp || plainHttp.forbidden();
    url.check(draft.url(), leave, variables, problems);
    HttpMethod method = method(draft.method(), problems);
    List<Header> headers =
        new ParameterRules("headers", TemplateTarget.HEADER_VALUE, new HeaderRule())
            .check(draft.headers(), variables, problems);
    List<Header> query =
        new ParameterRules("query", TemplateTarget.QUERY_VALUE, new QueryRule())
            .check(draft.query(), variables, problems);
    Authentication proof =
        authentication.check(draft.authentication(), leave, headers, query, problems);
    TlsIdentity identity = tls.check(draft.tls(), problems);
    ExpressionRule.check("filter", draft.filter(), problems);
    Payload sent = payload.check(draft.payload(), method, variables, problems);
    PayloadRule.checkEvents(sent, patterns, problems);
    int timeoutSeconds = timeout(draft.timeoutSeconds(), problems);
    RetryPolicy retry = RetryRule.check(draft.retry(), problems);
    List<AnswerRule> answers = AnswersRule.check(draft.answers(), problems);
    Protection protection = ProtectionRule.check(draft.protection(), problems);
    if (!problems.isEmpty()) {
      return new WebhookCheck.Rejected(problems.all());
    }
    return new WebhookCheck.Accepted(
        WebhookSettings.of(name, Objects.requireNonNull(draft.url()), patterns)
            .method(method)
            .filter(draft.filter())
            .headers(headers)
            .query(query)
            .payload(sent)
            .authentication(proof)
            .tls(identity)
            .ed25519(Objects.requireNonNullElse(draft.ed25519Signature(), false))
            .timeoutSeconds(timeoutSeconds)
            .retry(retry)
            .answers(answers)
            .protection(protection)
            .enabled(Objects.requireNonNullElse(draft.enabled(), true))
            .allowHttp(allowHttp)
            .build());
  }

  /**
   * Returns what an administrator should know of settings that may be stored: each is a reason why
   * deliveries will fail until something else is changed.
   */
  public List<Problem> warnings(WebhookSettings settings) {
    List<Problem> warnings = new ArrayList<>();
    UrlRule.unreachable(UrlRule.FIELD, settings.url(), allowed).ifPresent(warnings::add);
    if (settings.authentication() instanceof OAuth2 connected) {
      UrlRule.unreachable("authentication.token_url", connected.tokenUrl(), allowed)
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  /** Returns a URL's host as it is written, if it is one. */
  public static String host(String url) {
    return UrlRule.host(url);
  }

  /** Returns whether a URL's host is an address in a network that the operator opened. */
  public boolean isOpened(String url) {
    return allowed.containsHost(UrlRule.host(url));
  }

  /**
   * Returns all problems of a text with variables that will become a part of a webhook for these
   * events.
   *
   * @param field that the problems name
   */
  public List<Problem> checkText(String field, String text, List<String> patterns) {
    Problems problems = new Problems();
    try {
      new VariableRule(catalogue, patterns)
          .check(field, Template.parse(text, TemplateTarget.TEXT), Integer.MAX_VALUE, problems);
    } catch (TemplateSyntaxException mistake) {
      problems.add(field, mistake);
    }
    return problems.all();
  }

  private static String name(@Nullable String given, Problems problems) {
    String name = given == null ? "" : given.strip();
    if (name.isEmpty()
        || name.codePointCount(0, name.length()) > MAXIMUM_NAME_CHARACTERS
        || name.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          "name",
          "A webhook needs a name of 1 to " + MAXIMUM_NAME_CHARACTERS + " characters on one line.",
          "Name it after what receives the events, for instance CRM.");
    }
    return name;
  }

  private static HttpMethod method(@Nullable String given, Problems problems) {
    String wanted = given == null ? HttpMethod.POST.name() : given.strip().toUpperCase(Locale.ROOT);
    for (HttpMethod method : HttpMethod.values()) {
      if (method.name().equals(wanted)) {
        return method;
      }
    }
    problems.add("method", "This method cannot be used.", "Use POST, PUT, PATCH, GET or DELETE.");
    return HttpMethod.POST;
  }

  private static int timeout(@Nullable Integer given, Problems problems) {
    int seconds = given == null ? WebhookSettings.DEFAULT_TIMEOUT_SECONDS : given;
    if (seconds < 1 || seconds > MAXIMUM_TIMEOUT_SECONDS) {
      problems.add(
          "timeout_seconds",
          seconds + " is not between 1 and " + MAXIMUM_TIMEOUT_SECONDS + ".",
          "Give the whole call's time in seconds; 30 suits most receivers.");
    }
    return seconds;
  }
}
