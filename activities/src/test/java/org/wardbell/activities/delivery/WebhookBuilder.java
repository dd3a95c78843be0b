package org.wardbell.activities.delivery;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;
import org.wardbell.workflows.webhook.WebhookSettingsBuilder;

/**
 * A webhook for {@code appointment.booked}, but for what a test changes.
 *
 * @param path at the receiver simulator, or {@code @port} for another server on this machine
 * @param change what else is different
 */
public record WebhookBuilder(
    String path,
    @Nullable String body,
    List<Header> headers,
    int timeoutSeconds,
    List<Integer> schedule,
    List<String> events,
    UnaryOperator<WebhookSettingsBuilder> change) {

  public static WebhookBuilder at(String path) {
    return new WebhookBuilder(
        path,
        null,
        List.of(),
        5,
        List.of(0, 60, 60),
        List.of("appointment.booked"),
        UnaryOperator.identity());
  }

  WebhookBuilder withBody(String template) {
    return new WebhookBuilder(path, template, headers, timeoutSeconds, schedule, events, change);
  }

  WebhookBuilder withHeader(String name, String value) {
    List<Header> one = List.of(new Header(name, value));
    return new WebhookBuilder(path, body, one, timeoutSeconds, schedule, events, change);
  }

  WebhookBuilder withTimeout(int seconds) {
    return new WebhookBuilder(path, body, headers, seconds, schedule, events, change);
  }

  WebhookBuilder withSchedule(Integer... seconds) {
    return new WebhookBuilder(
        path, body, headers, timeoutSeconds, List.of(seconds), events, change);
  }

  WebhookBuilder withEvents(String... patterns) {
    return new WebhookBuilder(
        path, body, headers, timeoutSeconds, schedule, List.of(patterns), change);
  }

  WebhookBuilder withAnswers(AnswerRule... rules) {
    return with(settings -> settings.answers(List.of(rules)));
  }

  WebhookBuilder withProtection(Protection protection) {
    return with(settings -> settings.protection(protection));
  }

  WebhookBuilder withConcurrency(int requests) {
    return withProtection(new Protection(requests, null, true, true, false));
  }

  WebhookBuilder withRate(int limit, int perSeconds, int burst) {
    return withProtection(new Protection(8, new Rate(limit, perSeconds, burst), true, true, false));
  }

  WebhookBuilder ordered() {
    return withProtection(new Protection(8, null, true, true, true));
  }

  /** Changes anything else, after what was changed before. */
  WebhookBuilder with(UnaryOperator<WebhookSettingsBuilder> further) {
    return new WebhookBuilder(
        path,
        body,
        headers,
        timeoutSeconds,
        schedule,
        events,
        settings -> further.apply(change.apply(settings)));
  }

  public WebhookSettings settings(ReceiverSimulator receiver) {
    String url =
        path.startsWith("@")
            ? "http://127.0.0.1:" + path.substring(1) + (path.contains("/") ? "" : "/")
            : receiver.url(path);
    return change
        .apply(
            WebhookSettings.of(path, url, events)
                .headers(headers)
                .payload(body == null ? Payload.STANDARD : template(body))
                .timeoutSeconds(timeoutSeconds)
                .retry(RetryPolicy.ofSchedule(schedule))
                .allowHttp(true))
        .build();
  }

  private static Payload template(String body) {
    return new Payload(
        PayloadFormat.TEMPLATE, PayloadDetail.FULL, Payload.JSON, body, List.of(), null);
  }
}
