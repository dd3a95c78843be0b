package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.api.Call;

/** A browser's way from our page to Google and back; the worker's half is tested beside it. */
@Tag("servers")
class ConsentCallbackTest extends ConnectingServer {
  private static final String CALLBACK = "/calendar/callback";
  private static final String KIVICARE = "/wp-json/kivicare/v1/settings/googlemeet/callback";

  private final HttpClient browser = HttpClient.newHttpClient();

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  /** A browser that has left for Google. */
  private record Left(String id, String google, String cookie) {
    String state() {
      return google.replaceAll(".*[?&]state=([^&]+).*", "$1");
    }
  }

  private record Begun(String id, String ticket) {}

  @Test
  void page_namesClinicAndDoctor_andSetsNothing() throws Exception {
    HttpResponse<String> page = get("/calendar/connect?ticket=" + begun().ticket(), "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("doctor 17", "north", "events", "method=\"post\"")
        .doesNotContain("<script", "south");
    assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
  }

  @Test
  void leave_goesToGoogle_asTheContractSays() throws Exception {
    Left left = left(begun());

    assertThat(left.google())
        .startsWith("https://accounts.google.com/o/oauth2/v2/auth?response_type=code")
        .contains("client_id=our-client", "access_type=offline", "prompt=consent")
        .contains("code_challenge_method=S256", "code_challenge=")
        .contains("redirect_uri=https%3A%2F%2Fwardbell.example%2Fbase%2Fcalendar%2Fcallback")
        .doesNotContain("our-secret");
    assertThat(left.cookie()).startsWith("__Host-wardbell-calendar-");
    assertThat(left.google()).doesNotContain(left.cookie().split("=")[1]);
  }

  @ParameterizedTest
  @CsvSource({",", "https://evil.example,", "null,", "https://wardbell.example,cross-site"})
  void leave_sentByAnotherPage_isRefused(String origin, String site) throws Exception {
    HttpResponse<String> away = leave(begun().ticket(), origin, site);

    assertThat(away.statusCode()).isEqualTo(403);
    assertThat(away.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {CALLBACK, KIVICARE})
  void callback_withoutAStateOfOurs_isAPlainPage_withoutSecrets(String path) throws Exception {
    HttpResponse<String> page = get(path + "?state=%3Cscript%3E&code=secret-code", "");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("Not connected").doesNotContain("<script", "secret-code");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @ParameterizedTest
  @ValueSource(strings = {CALLBACK, KIVICARE})
  void callback_withNoWorker_saysSo_andTheStateIsSpent(String path) throws Exception {
    Left left = left(begun());

    HttpResponse<String> first = callback(path, left, left.cookie(), "&code=c");

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
    assertThat(callback(path, left, left.cookie(), "&code=c").statusCode()).isEqualTo(400);
    assertThat(read(left.id()).json().path("status").asString()).isEqualTo("FAILED");
    assertThat(read(left.id()).json().path("message").asString()).contains("worker");
    assertThat(to("/api/v1/audit?action=calendar.consent_returned", key).get().text())
        .contains("calendar-consent/" + left.id());
  }

  @Test
  void c47_state_inAnotherBrowser_isRefused_andNotSpent() throws Exception {
    Left left = left(begun());
    Left other = left(begun("18"));

    assertThat(callback(CALLBACK, left, "", "&code=c").statusCode()).isEqualTo(400);
    assertThat(callback(CALLBACK, left, other.cookie(), "&code=c").statusCode()).isEqualTo(400);
    String renamed = left.cookie().split("=")[0] + "=" + other.cookie().split("=")[1];
    assertThat(callback(CALLBACK, left, renamed, "&code=c").statusCode()).isEqualTo(400);
    assertThat(read(left.id()).json().path("status").asString()).isEqualTo("WAITING");
    assertThat(callback(CALLBACK, left, left.cookie(), "&error=access_denied").statusCode())
        .isEqualTo(200);
  }

  @Test
  void c47_state_thatIsTooOld_isRefused_andTheLinkIsGoodOnceMore() throws Exception {
    Begun begun = begun();
    Left left = left(begun);
    server
        .bean(DSLContext.class)
        .update(CALENDAR_CONSENT)
        .set(
            CALENDAR_CONSENT.LEFT_AT,
            DatabaseClock.after(ConsentWays.STATE_LIFE.plus(Duration.ofSeconds(1)).negated()))
        .where(CALENDAR_CONSENT.ID.eq(UUID.fromString(left.id())))
        .execute();

    assertThat(callback(CALLBACK, left, left.cookie(), "&code=c").statusCode()).isEqualTo(400);

    Left again = left(begun);
    assertThat(callback(CALLBACK, left, left.cookie(), "&code=c").statusCode())
        .as("a way that was left for another one leads nowhere")
        .isEqualTo(400);
    assertThat(callback(CALLBACK, again, again.cookie(), "&error=access_denied").statusCode())
        .isEqualTo(200);
  }

  @Test
  void link_thatIsTooOldOrReplaced_opensNothing() throws Exception {
    Begun replaced = begun("19");
    Begun late = begun("19");
    assertThat(get("/calendar/connect?ticket=" + replaced.ticket(), "").statusCode())
        .isEqualTo(400);
    assertThat(read(replaced.id()).json().path("error").asString()).isEqualTo("superseded");
    server
        .bean(DSLContext.class)
        .update(CALENDAR_CONSENT)
        .set(CALENDAR_CONSENT.EXPIRES_AT, DatabaseClock.after(Duration.ofSeconds(-1)))
        .where(CALENDAR_CONSENT.ID.eq(UUID.fromString(late.id())))
        .execute();
    assertThat(get("/calendar/connect?ticket=" + late.ticket(), "").statusCode()).isEqualTo(400);
    assertThat(leave(late.ticket(), ORIGIN, null).statusCode()).isEqualTo(400);
    assertThat(read(late.id()).json().path("status").asString()).isEqualTo("EXPIRED");
  }

  @Test
  void denial_isSaidInWords_shown_andAudited() throws Exception {
    Left left = left(begun());

    HttpResponse<String> page =
        callback(CALLBACK, left, left.cookie(), "&error=%3Cimg%3E&error_description=evil");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("not to allow it").doesNotContain("<img", "evil");
    assertThat(read(left.id()).json().path("status").asString()).isEqualTo("DENIED");
    assertThat(to("/api/v1/audit?action=calendar.consent_denied", key).get().text())
        .contains("calendar-consent/" + left.id());
    assertThat(to("/api/v1/audit?action=calendar.consent_denied", otherKey).get().text())
        .doesNotContain(left.id());
  }

  private Begun begun() {
    return begun("17");
  }

  private Begun begun(String doctor) {
    Call.Answer answer = begin(key, "{\"doctor_id\":\"" + doctor + "\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    String url = answer.json().path("authorization_url").asString();
    return new Begun(answer.json().path("id").asString(), url.substring(url.indexOf('=') + 1));
  }

  private Left left(Begun begun) throws Exception {
    HttpResponse<String> away = leave(begun.ticket(), ORIGIN, null);
    assertThat(away.statusCode()).as(away.body()).isEqualTo(303);
    String cookie = away.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Lax", "Path=/;");
    return new Left(
        begun.id(),
        away.headers().firstValue("Location").orElseThrow(),
        cookie.substring(0, cookie.indexOf(';')));
  }

  private HttpResponse<String> leave(String ticket, String origin, String site) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at("/calendar/connect"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("ticket=" + ticket));
    if (origin != null) {
      request.header("Origin", origin);
    }
    if (site != null) {
      request.header("Sec-Fetch-Site", site);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> callback(String path, Left left, String cookie, String further)
      throws Exception {
    return get(path + "?state=" + left.state() + further, cookie);
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private Call.Answer read(String id) {
    return to("/api/v1/calendars/connections/" + id, key).get();
  }
}
