package org.wardbell.activities.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * A webhook for {@code appointment.booked}, but for what a test changes.
 *
 * @param path at the receiver simulator, or {@code @port} for another server on this machine
 */
record WebhookBuilder(
    String path,
    @Nullable String body,
    List<Header> headers,
    int timeoutSeconds,
    List<Integer> schedule) {

  static WebhookBuilder at(String path) {
    return new WebhookBuilder(path, null, List.of(), 5, List.of(0, 60, 60));
  }

  WebhookBuilder withBody(String template) {
    return new WebhookBuilder(path, template, headers, timeoutSeconds, schedule);
  }

  WebhookBuilder withHeader(String name, String value) {
    return new WebhookBuilder(
        path, body, List.of(new Header(name, value)), timeoutSeconds, schedule);
  }

  WebhookBuilder withTimeout(int seconds) {
    return new WebhookBuilder(path, body, headers, seconds, schedule);
  }

  WebhookBuilder withSchedule(Integer... seconds) {
    return new WebhookBuilder(path, body, headers, timeoutSeconds, List.of(seconds));
  }

  WebhookSettings settings(ReceiverSimulator receiver) {
    String url =
        path.startsWith("@") ? "http://127.0.0.1:" + path.substring(1) + "/" : receiver.url(path);
    return WebhookSettings.of(path, url, List.of("appointment.booked"))
        .headers(headers)
        .payload(body == null ? Payload.STANDARD : Payload.ofTemplate(body))
        .timeoutSeconds(timeoutSeconds)
        .retry(RetryPolicy.ofSchedule(schedule))
        .allowHttp(true)
        .build();
  }
}
