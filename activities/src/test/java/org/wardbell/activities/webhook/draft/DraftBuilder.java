package org.wardbell.activities.webhook.draft;

import java.util.Arrays;
import java.util.List;
import org.wardbell.activities.webhook.draft.WebhookDraft.Parameter;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.TlsIdentity;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A builder of a valid draft, of which a test changes parts. */
public final class DraftBuilder {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private String name = "CRM";
  private String url = "https://example.com/hook";
  private String method;
  private List<String> events = List.of("appointment.booked");
  private List<Parameter> headers;
  private String body;
  private String contentType;
  private PayloadDraft payload;
  private Integer timeout;
  private RetryPolicy retry;
  private Boolean allowHttp;
  private List<Parameter> query;
  private AuthenticationDraft authentication;
  private TlsIdentity tls;
  private ProtectionDraft protection = ProtectionDraft.SILENT;

  public DraftBuilder name(String value) {
    name = value;
    return this;
  }

  public DraftBuilder url(String value) {
    url = value;
    return this;
  }

  public DraftBuilder method(String value) {
    method = value;
    return this;
  }

  public DraftBuilder events(String... values) {
    events = Arrays.asList(values);
    return this;
  }

  public DraftBuilder headers(Parameter... values) {
    headers = Arrays.asList(values);
    return this;
  }

  public DraftBuilder body(String value) {
    body = value;
    return this;
  }

  public DraftBuilder contentType(String value) {
    contentType = value;
    return this;
  }

  /** Sets a payload, instead of body and content type. */
  public DraftBuilder payload(PayloadDraft value) {
    payload = value;
    return this;
  }

  public DraftBuilder timeout(int value) {
    timeout = value;
    return this;
  }

  public DraftBuilder retry(RetryPolicy value) {
    retry = value;
    return this;
  }

  public DraftBuilder allowHttp(boolean value) {
    allowHttp = value;
    return this;
  }

  DraftBuilder protection(ProtectionDraft value) {
    protection = value;
    return this;
  }

  public DraftBuilder authentication(String json) {
    authentication = JSON.readValue(json, AuthenticationDraft.class);
    return this;
  }

  public DraftBuilder tls(TlsIdentity value) {
    tls = value;
    return this;
  }

  public DraftBuilder query(Parameter... values) {
    query = Arrays.asList(values);
    return this;
  }

  public WebhookDraft build() {
    return new WebhookDraft(
        name,
        url,
        method,
        events,
        null,
        headers,
        query,
        payload == null ? new PayloadDraft(null, null, contentType, body, null, null) : payload,
        authentication,
        tls,
        null,
        timeout,
        retry,
        null,
        protection,
        null,
        allowHttp);
  }
}
