package org.wardbell.workflows.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A builder of {@link WebhookSettings}; every setting that is not given is the default. */
public final class WebhookSettingsBuilder {
  private final String name;
  private final String url;
  private HttpMethod method = HttpMethod.POST;
  private final List<String> events;
  private @Nullable String filter;
  private List<Header> headers = List.of();
  private List<Header> query = List.of();
  private Payload payload = Payload.STANDARD;
  private Authentication authentication = new Authentication.None();
  private @Nullable TlsIdentity tls;
  private boolean ed25519;
  private int timeoutSeconds = WebhookSettings.DEFAULT_TIMEOUT_SECONDS;
  private RetryPolicy retry = RetryPolicy.STANDARD;
  private List<AnswerRule> answers = List.of();
  private Protection protection = Protection.STANDARD;
  private boolean enabled = true;
  private boolean allowHttp;

  WebhookSettingsBuilder(String name, String url, List<String> events) {
    this.name = name;
    this.url = url;
    this.events = events;
  }

  /** Sets {@link WebhookSettings#method}. */
  public WebhookSettingsBuilder method(HttpMethod value) {
    method = value;
    return this;
  }

  /** Sets {@link WebhookSettings#filter}. */
  public WebhookSettingsBuilder filter(@Nullable String value) {
    filter = value;
    return this;
  }

  /** Sets {@link WebhookSettings#headers}. */
  public WebhookSettingsBuilder headers(List<Header> value) {
    headers = value;
    return this;
  }

  /** Sets {@link WebhookSettings#query}. */
  public WebhookSettingsBuilder query(List<Header> value) {
    query = value;
    return this;
  }

  /** Sets {@link WebhookSettings#payload}. */
  public WebhookSettingsBuilder payload(Payload value) {
    payload = value;
    return this;
  }

  /** Sets {@link WebhookSettings#authentication}. */
  public WebhookSettingsBuilder authentication(Authentication value) {
    authentication = value;
    return this;
  }

  /** Sets {@link WebhookSettings#tls}. */
  public WebhookSettingsBuilder tls(@Nullable TlsIdentity value) {
    tls = value;
    return this;
  }

  /** Sets {@link WebhookSettings#ed25519}. */
  public WebhookSettingsBuilder ed25519(boolean value) {
    ed25519 = value;
    return this;
  }

  /** Sets {@link WebhookSettings#timeoutSeconds}. */
  public WebhookSettingsBuilder timeoutSeconds(int value) {
    timeoutSeconds = value;
    return this;
  }

  /** Sets {@link WebhookSettings#retry}. */
  public WebhookSettingsBuilder retry(RetryPolicy value) {
    retry = value;
    return this;
  }

  /** Sets {@link WebhookSettings#answers}. */
  public WebhookSettingsBuilder answers(List<AnswerRule> value) {
    answers = value;
    return this;
  }

  /** Sets {@link WebhookSettings#protection}. */
  public WebhookSettingsBuilder protection(Protection value) {
    protection = value;
    return this;
  }

  /** Sets {@link WebhookSettings#enabled}. */
  public WebhookSettingsBuilder enabled(boolean value) {
    enabled = value;
    return this;
  }

  /** Sets {@link WebhookSettings#allowHttp}. */
  public WebhookSettingsBuilder allowHttp(boolean value) {
    allowHttp = value;
    return this;
  }

  /** Returns the settings. */
  public WebhookSettings build() {
    return new WebhookSettings(
        name,
        url,
        method,
        events,
        filter,
        headers,
        query,
        payload,
        authentication,
        tls,
        ed25519,
        timeoutSeconds,
        retry,
        answers,
        protection,
        enabled,
        allowHttp);
  }
}
