package org.wardbell.simulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stand-in is of use only if it refuses what its service would refuse. */
class TargetSimulatorTest {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TargetSimulator targets;

  @BeforeEach
  void start() throws IOException {
    targets = TargetSimulator.start();
  }

  @AfterEach
  void stop() {
    targets.close();
    client.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        // Slack: the path, the method, the content type, the body.
        "POST¦/services/T0/B0/X¦¦application/json¦{\"text\":\"x\"}¦404",
        "PUT¦/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX¦¦application/json¦{\"text\":\"x\"}¦400",
        "POST¦/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX¦¦text/plain¦{\"text\":\"x\"}¦400",
        "POST¦/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX¦¦application/json¦{}¦400",
        "POST¦/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX¦¦application/json¦{\"text\":\"x\"}¦200",
        // Teams: the signature, the card.
        "POST¦/workflows/1/invoke?sig=other¦¦application/json¦{}¦401",
        "POST¦/workflows/1/invoke?sig=signature¦¦application/json¦{\"text\":\"x\"}¦400",
        // Discord: the token, an empty message, mentions.
        "POST¦/api/webhooks/1/x¦¦application/json¦{\"content\":\"x\"}¦404",
        "POST¦/api/webhooks/100000000000000000/token-of-the-webhook¦¦application/json¦{\"content\":\"\"}¦400",
        "POST¦/api/webhooks/100000000000000000/token-of-the-webhook¦¦application/json¦{\"content\":\"x\"}¦400",
        "POST¦/api/webhooks/100000000000000000/token-of-the-webhook¦¦application/json¦{\"content\":\"x\",\"allowed_mentions\":{\"parse\":[]}}¦204",
        // Twilio: the account, the form, the number, the sender.
        "POST¦/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json¦Basic x:y¦application/x-www-form-urlencoded¦To=%2B447700900123&From=x&Body=x¦401",
        "POST¦/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json¦twilio¦application/json¦{}¦400",
        "POST¦/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json¦twilio¦application/x-www-form-urlencoded¦To=07700900123&From=x&Body=x¦400",
        "POST¦/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json¦twilio¦application/x-www-form-urlencoded¦To=%2B447700900123&Body=x¦400",
        "POST¦/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json¦twilio¦application/x-www-form-urlencoded¦To=%2B447700900123&From=x&Body=x¦201",
        // SendGrid: the key, the recipient.
        "POST¦/v3/mail/send¦Bearer other¦application/json¦{}¦401",
        "POST¦/v3/mail/send¦Bearer SG.key.secret¦application/json¦{}¦400",
        // Mailgun: the key, the domain, the fields.
        "POST¦/v3/mg.clinic.example/messages¦Basic api:other¦application/x-www-form-urlencoded¦to=x¦401",
        "POST¦/v3/mg.clinic.example/messages¦mailgun¦application/x-www-form-urlencoded¦to=x¦400",
        "POST¦/v3/other.example/messages¦mailgun¦application/x-www-form-urlencoded¦to=x¦404",
        // HubSpot: the token, the way of finding contacts, unknown properties.
        "POST¦/crm/v3/objects/contacts/batch/upsert¦Bearer other¦application/json¦{}¦401",
        "POST¦/crm/v3/objects/contacts/batch/upsert¦Bearer token-of-the-app¦application/json¦{\"inputs\":[]}¦400",
        "POST¦/crm/v3/objects/contacts/batch/upsert¦Bearer token-of-the-app¦application/json¦{\"inputs\":[{\"idProperty\":\"email\",\"id\":\"a@b.c\",\"properties\":{\"x\":1}}]}¦400",
        // Salesforce: the session, the client.
        "PATCH¦/services/data/v62.0/sobjects/Contact/Patient_Id__c/1¦Bearer other¦application/json¦{\"LastName\":\"x\"}¦401",
        "POST¦/services/oauth2/token¦¦application/x-www-form-urlencoded¦grant_type=client_credentials&client_id=x&client_secret=y¦400",
        // Mixpanel: the account, the identity of an event.
        "POST¦/import?strict=1&project_id=1¦mixpanel¦application/json¦[]¦401",
        "POST¦/import?strict=1&project_id=1234567¦mixpanel¦application/json¦[{\"event\":\"e\",\"properties\":{\"time\":1,\"distinct_id\":\"\"}}]¦400",
        // n8n: the method, the header.
        "GET¦/webhook/appointments¦¦¦¦404",
        "POST¦/webhook/appointments¦¦application/json¦{}¦403",
        "POST¦/nowhere¦¦application/json¦{}¦404",
      })
  void request_ofAnyService_isAnsweredAsItWouldAnswer(
      String method,
      String path,
      @Nullable String authorization,
      @Nullable String contentType,
      @Nullable String body,
      int status)
      throws Exception {
    assertThat(send(method, path, credential(authorization), contentType, body)).isEqualTo(status);
  }

  private static @Nullable String credential(@Nullable String authorization) {
    return switch (authorization) {
      case "twilio" -> basic("AC00000000000000000000000000000000:token-of-the-account");
      case "mailgun" -> basic("api:key-of-the-domain");
      case "mixpanel" -> basic("wardbell.mp-service-account:secret-of-the-account");
      case null -> null;
      default ->
          authorization.startsWith("Basic ") ? basic(authorization.substring(6)) : authorization;
    };
  }

  private static String basic(String account) {
    return "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void teams_aboveItsSize_refuses() throws Exception {
    assertThat(send("POST", "/workflows/1/x?sig=signature", null, JSON, "x".repeat(28 * 1024 + 1)))
        .isEqualTo(413);
  }

  @Test
  void analytics_ofWhatGoogleWouldDrop_answersAllTheSameAndNotesIt() throws Exception {
    assertThat(send("POST", "/mp/collect?measurement_id=G-TEST", null, FORM, "x")).isEqualTo(204);

    assertThat(targets.analyticsProblems()).contains("no JSON is posted", "client_id is missing");
  }

  @Test
  void error_onOrder_isTheNextAnswerAndNoFurther() throws Exception {
    targets.failNext("zapier", "hook_gone");

    assertThat(send("POST", "/hooks/catch/1/a", null, JSON, "{}")).isEqualTo(410);
    assertThat(send("POST", "/hooks/catch/1/a", null, JSON, "{}")).isEqualTo(200);
    assertThat(targets.taken("zapier")).hasSize(1);
    assertThatThrownBy(() -> targets.failNext("zapier", "none"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void account_ofAServiceThatIsNotThere_isRefused() {
    assertThat(targets.account("generic")).containsEntry("url", targets.url("/endpoint"));
    assertThatThrownBy(() -> targets.account("twillio"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twillio");
  }

  private int send(
      String method,
      String path,
      @Nullable String authorization,
      @Nullable String contentType,
      @Nullable String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(targets.url(path)))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
