import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.client.api.EventsApi;
import org.wardbell.client.api.WebhooksApi;
import org.wardbell.client.invoker.ApiClient;
import org.wardbell.client.invoker.ApiException;
import org.wardbell.client.model.AcceptedEvent;
import org.wardbell.client.model.AnswerRule;
import org.wardbell.client.model.Delivery;
import org.wardbell.client.model.Event;
import org.wardbell.client.model.EventRequest;
import org.wardbell.client.model.Webhook;
import org.wardbell.client.model.WebhookRequest;

/** The README's first event by the generated client: arguments are server, key and receiver. */
public final class FirstEvent {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int TRIES = 600;

  private FirstEvent() {}

  public static void main(String[] arguments) throws Exception {
    URI server = URI.create(arguments[0]);
    ApiClient client = new ApiClient();
    client.setScheme(server.getScheme());
    client.setHost(server.getHost());
    client.setPort(server.getPort());
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + arguments[1]));

    WebhooksApi webhooks = new WebhooksApi(client);
    Webhook webhook =
        webhooks.createWebhook(
            WebhooksApi.APICreateWebhookRequest.newBuilder()
                .webhookRequest(
                    new WebhookRequest()
                        .name("My terminal")
                        .url(arguments[2])
                        .allowHttp(true)
                        .events(List.of("appointment.*"))
                        .addAnswersItem(
                            new AnswerRule().status(409).meaning(AnswerRule.MeaningEnum.DELIVERED)))
                .build());

    EventsApi events = new EventsApi(client);
    AcceptedEvent accepted =
        events.postEvent(
            EventsApi.APIPostEventRequest.newBuilder()
                .idempotencyKey("java-4711")
                .eventRequest(
                    new EventRequest()
                        .type("appointment.booked")
                        .data(Map.of("appointment_id", 4711, "patient_name", "Grace")))
                .build());

    Delivery delivery = delivered(events, accepted.getId(), webhook.getId());
    System.out.println(
        webhook.getAnswers().getFirst().getMeaning()
            + " "
            + delivery.getStatus()
            + " "
            + refused(webhooks));
  }

  private static Delivery delivered(EventsApi events, UUID event, UUID webhook) throws Exception {
    for (int tries = 0; tries < TRIES; tries++) {
      Event read = events.readEvent(EventsApi.APIReadEventRequest.newBuilder().id(event).build());
      for (Delivery each : read.getDeliveries()) {
        if (each.getWebhookId().equals(webhook)
            && each.getStatus() == Delivery.StatusEnum.DELIVERED) {
          return each;
        }
      }
      Thread.sleep(PAUSE);
    }
    throw new IllegalStateException("not delivered within two minutes");
  }

  private static int refused(WebhooksApi webhooks) {
    try {
      webhooks.readWebhook(
          WebhooksApi.APIReadWebhookRequest.newBuilder().id(new UUID(0, 0)).build());
      return 200;
    } catch (ApiException problem) {
      return problem.getCode();
    }
  }
}
