package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.AUDIT;

import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class DeliveryPagesTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final String clinic = Clinics.make();
  private final String webhook = Clinics.webhook(clinic);
  private final String event = Clinics.event(clinic);
  private final People.SignedInPerson writer = People.make(clinic, "WRITER").signIn();

  private String delivery(String status) {
    return Clinics.delivery(clinic, webhook, event, status);
  }

  private Call.Answer page(String path) {
    return writer.withoutToken(path).get();
  }

  @Test
  void list_showsTheClinicsOwnDeliveriesOnly() {
    String ours = delivery("DELIVERED");
    String other = Clinics.make();
    String theirs =
        Clinics.delivery(other, Clinics.webhook(other), Clinics.event(other), "DELIVERED");

    Call.Answer list = page("/deliveries");

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.text()).contains(ours).doesNotContain(theirs);
    assertThat(page("/deliveries/" + theirs).status()).isEqualTo(404);
    assertThat(
            Pages.send(
                    writer.withoutToken("/deliveries/" + theirs + "/resend"),
                    Map.of("csrf", writer.csrf()))
                .status())
        .isEqualTo(404);
  }

  @Test
  void list_withAFilterOfAForm_showsWhatMatches() {
    String waiting = delivery("PARKED");
    String delivered = delivery("DELIVERED");

    Call.Answer list =
        page("/deliveries?webhook_id=&status=PARKED&event_type=&code=&from=2020-01-01T10:00&to=");

    assertThat(list.text())
        .contains(waiting, "for its next attempt", "value=\"PARKED\" selected")
        .as("its webhook was paused, and is no more")
        .doesNotContain(delivered, "its webhook is paused");
  }

  @Test
  void list_ofSeveralStatuses_showsEachOfThem_andKeepsThemInItsForm() {
    String givenUp = delivery("EXHAUSTED");
    String refused = delivery("REFUSED");
    String gone = delivery("GONE");
    String delivered = delivery("DELIVERED");
    for (String filter : List.of("", "&webhook_id=" + webhook)) {
      assertThat(page("/deliveries?status=EXHAUSTED,REFUSED,GONE" + filter).text())
          .contains(givenUp, refused, gone, "value=\"EXHAUSTED,REFUSED,GONE\" selected")
          .doesNotContain(delivered);
      assertThat(page("/deliveries?status=GONE,DELIVERED" + filter).text())
          .contains(gone, delivered, ">Delivered or Gone</option>")
          .doesNotContain(refused, givenUp);
    }
    Call.Answer api =
        Call.to("/api/v1/deliveries?status=REFUSED,GONE", Clinics.key(clinic, "READER")).get();
    assertThat(api.text()).contains(refused, gone).doesNotContain(givenUp, delivered);
    assertThat(page("/deliveries").text())
        .contains("href=\"/deliveries?status=EXHAUSTED%2CREFUSED%2CGONE\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=NONE",
        "status=GONE,NONE",
        "webhook_id=x",
        "from=yesterday",
        "cursor=x",
        "trigger=never",
        "state=zzz"
      })
  void list_withAFilterThatCannotBe_isShownWithoutIt_andSaysSo(String query) {
    String delivered = delivery("DELIVERED");
    String name = query.substring(0, query.indexOf('='));

    Call.Answer answer = page("/deliveries?event_type=bill.paid&" + query);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .isEqualTo("/deliveries?event_type=bill.paid&left_out=" + name);
    assertThat(page(answer.header("Location")).text())
        .contains(
            delivered,
            name.equals("cursor")
                ? "this is the first one"
                : "left out: " + name.replace('_', ' '));
  }

  @Test
  void list_withABeginningAfterItsEnd_saysThat() {
    Call.Answer answer = page("/deliveries?from=2026-03-05T10:00&to=2026-03-05T09:00");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(page(answer.header("Location")).text())
        .contains("The beginning of the time was not before its end");
  }

  @Test
  void list_ofManyPages_leadsThroughAllOfThem() {
    for (int i = 0; i < 60; i++) {
      delivery("DELIVERED");
    }

    String first = page("/deliveries").text();
    String older = first.replaceAll("(?s).*href=\"([^\"]+)\" rel=\"next\".*", "$1");
    String second = page(older.replace("&amp;", "&")).text();

    assertThat(first.split("data-label=\"Time\"", -1)).hasSize(51);
    assertThat(second.split("data-label=\"Time\"", -1)).hasSize(11);
    assertThat(second).contains(">Newest</a>").doesNotContain("rel=\"next\"");
  }

  @Test
  void resend_leadsToTheNewDelivery() {
    String ended = delivery("EXHAUSTED");

    Call.Answer answer =
        Pages.send(
            writer.withoutToken("/deliveries/" + ended + "/resend"), Map.of("csrf", writer.csrf()));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).startsWith("/deliveries/").doesNotContain(ended);
    assertThat(page(answer.header("Location")).text()).contains("Repeats", ended);
  }

  @Test
  void cancel_ofWhatWaits_endsIt() {
    String open = delivery("PARKED");

    Call.Answer answer =
        Pages.send(
            writer.withoutToken("/deliveries/" + open + "/cancel"), Map.of("csrf", writer.csrf()));

    assertThat(answer.header("Location")).isEqualTo("/deliveries/" + open);
    assertThat(page("/deliveries/" + open).text()).contains("Cancelled");
  }

  @Test
  void command_ofAReader_isRefusedAndItsButtonSaysWhy() {
    String ended = delivery("EXHAUSTED");
    People.SignedInPerson reader = People.make(clinic, "READER").signIn();

    assertThat(reader.withoutToken("/deliveries/" + ended).get().text())
        .contains("disabled title=\"This needs the role WRITER.");
    assertThat(
            Pages.send(
                    reader.withoutToken("/deliveries/" + ended + "/resend"),
                    Map.of("csrf", reader.csrf()))
                .status())
        .isEqualTo(403);
  }

  @Test
  void answers_areShownOnRequestAndNoted() {
    String ended = delivery("EXHAUSTED");

    Call.Answer shown =
        Pages.send(
            writer.withoutToken("/deliveries/" + ended + "/answers"),
            Map.of("csrf", writer.csrf()));

    assertThat(shown.status()).isEqualTo(200);
    assertThat(
            DATABASE.fetchCount(
                AUDIT,
                AUDIT.ACTION.eq("delivery.response_read"),
                AUDIT.TARGET.eq("delivery/" + ended)))
        .isEqualTo(1);
  }

  @Test
  void page_thatIsNotThere_saysSoInHtml() {
    for (String path : new String[] {"/deliveries/none", "/deliveries/a/b", "/webhooks/x"}) {
      Call.Answer answer = page(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.header("Content-Type")).as(path).startsWith("text/html");
    }
  }
}
