package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

@Tag("servers")
class ReplayPagesTest {
  private final String clinic = Clinics.make();
  private final String webhook = Clinics.webhook(clinic);
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  private Call.Answer page(String path) {
    return admin.withoutToken(path).get();
  }

  private Call.Answer send(String path, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("csrf", admin.csrf());
    return Pages.send(admin.withoutToken(path), all);
  }

  private Map<String, String> form(String... more) {
    Map<String, String> form = new HashMap<>();
    form.put("webhook", webhook);
    form.put("which", "all");
    form.put("from", "2026-01-01T00:00");
    form.put("per_minute", "60");
    for (int i = 0; i < more.length; i += 2) {
      form.put(more[i], more[i + 1]);
    }
    return form;
  }

  private String started() {
    Call.Answer answer = send("/replays/new", form("start", "yes"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(302);
    return answer.header("Location");
  }

  @Test
  void form_estimatesFirst_andBeginsNothing() {
    String begun = page("/replays/new?webhook=" + webhook).text();
    assertThat(begun).contains("value=\"" + webhook + "\" selected").doesNotContain(">Start<");

    Call.Answer estimated = send("/replays/new", form());

    assertThat(estimated.status()).isEqualTo(200);
    assertThat(estimated.text()).contains("No event matches.", "2026-01-01T00:00");
    assertThat(page("/replays").text()).contains("Nothing was replayed yet.");
  }

  @Test
  void replay_isStartedPausedResumedAndCancelled() {
    String replay = started();
    assertThat(page(replay).text()).contains("Running", ">Pause<", "at most 60 a minute");
    assertThat(page("/replays").text()).contains(replay);
    assertThat(page("/replays?status=PAUSED").text()).doesNotContain(replay);
    assertThat(send("/replays/new", form("start", "yes")).text())
        .contains("a replay job that has not ended");

    assertThat(send(replay + "/pause", Map.of()).header("Location")).isEqualTo(replay);
    assertThat(page(replay + "/progress").text()).contains("Paused", ">Resume<");
    assertThat(send(replay + "/resume", Map.of()).header("Location")).isEqualTo(replay);
    assertThat(send(replay + "/cancel", Map.of()).header("Location")).isEqualTo(replay);
    assertThat(page(replay).text()).contains("Cancelled").doesNotContain(">Pause<");
  }

  @Test
  void form_withMistakes_tellsThemBesideTheirFields() {
    Call.Answer refused = send("/replays/new", form("webhook", "", "per_minute", "0"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("This is missing. Choose one.", "value=\"0\"");

    assertThat(send("/replays/new", form("per_minute", "many")).text())
        .contains("is not a whole number");
    assertThat(send("/replays/new", form("to", "2025-01-01T00:00")).text())
        .contains("This is not after the beginning. Exchange the two, or leave the end out.");
  }

  @Test
  void pages_ofAnotherClinic_areNotFound() {
    String replay = started();
    People.SignedInPerson other = People.make(Clinics.make(), "ADMIN").signIn();

    assertThat(other.withoutToken(replay).get().status()).isEqualTo(404);
    assertThat(other.withoutToken("/replays").get().text()).doesNotContain(replay);
    Map<String, String> theirs = form();
    theirs.put("csrf", other.csrf());
    assertThat(Pages.send(other.withoutToken("/replays/new"), theirs).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status=NONE", "webhook_id=x", "cursor=x"})
  void list_withAFilterThatCannotBe_isShownWithoutIt(String query) {
    Call.Answer answer = page("/replays?" + query);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .isEqualTo("/replays?left_out=" + query.substring(0, query.indexOf('=')));
  }

  @Test
  void reader_seesProgressAndMayChangeNothing() {
    String replay = started();
    People.SignedInPerson reader = People.make(clinic, "READER").signIn();

    assertThat(reader.withoutToken(replay).get().text())
        .contains("disabled title=\"This needs the role ADMIN.");
    assertThat(
            Pages.send(reader.withoutToken(replay + "/pause"), Map.of("csrf", reader.csrf()))
                .status())
        .isEqualTo(403);
  }

  @Test
  void estimate_ofRest_saysHowLongItTakes() {
    String key = Clinics.key(clinic, "READER");

    Call.Answer answer =
        Call.to("/api/v1/webhooks/" + webhook + "/replays/estimate", key)
            .post("{\"which\":\"all\",\"from\":\"2026-01-01T00:00:00Z\",\"per_minute\":60}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("deliveries").asInt()).isZero();
    assertThat(answer.json().path("per_minute").asInt()).isEqualTo(60);
    assertThat(answer.json().path("seconds").asInt()).isZero();
  }
}
