package org.wardbell.activities.webhook;

import java.util.Arrays;
import java.util.List;
import org.wardbell.activities.webhook.WebhookDraft.Parameter;
import org.wardbell.workflows.webhook.RetryPolicy;

/** A draft that is right, but for what a test changes. */
final class DraftBuilder {
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
  private ProtectionDraft protection = ProtectionDraft.SILENT;

  DraftBuilder name(String value) {
    name = value;
    return this;
  }

  DraftBuilder url(String value) {
    url = value;
    return this;
  }

  DraftBuilder method(String value) {
    method = value;
    return this;
  }

  DraftBuilder events(String... values) {
    events = Arrays.asList(values);
    return this;
  }

  DraftBuilder headers(Parameter... values) {
    headers = Arrays.asList(values);
    return this;
  }

  DraftBuilder body(String value) {
    body = value;
    return this;
  }

  DraftBuilder contentType(String value) {
    contentType = value;
    return this;
  }

  /** Instead of body and content type. */
  DraftBuilder payload(PayloadDraft value) {
    payload = value;
    return this;
  }

  DraftBuilder timeout(int value) {
    timeout = value;
    return this;
  }

  DraftBuilder retry(RetryPolicy value) {
    retry = value;
    return this;
  }

  DraftBuilder allowHttp(boolean value) {
    allowHttp = value;
    return this;
  }

  DraftBuilder protection(ProtectionDraft value) {
    protection = value;
    return this;
  }

  WebhookDraft build() {
    return new WebhookDraft(
        name,
        url,
        method,
        events,
        null,
        headers,
        null,
        payload == null ? new PayloadDraft(null, null, contentType, body, null, null) : payload,
        null,
        null,
        null,
        timeout,
        retry,
        null,
        protection,
        null,
        allowHttp);
  }
}
