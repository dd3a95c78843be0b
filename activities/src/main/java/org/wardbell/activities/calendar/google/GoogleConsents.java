package org.wardbell.activities.calendar.google;

import com.google.api.client.auth.oauth2.TokenResponseException;
import com.google.api.client.googleapis.auth.oauth2.GoogleAuthorizationCodeTokenRequest;
import com.google.api.client.googleapis.auth.oauth2.GoogleIdToken;
import com.google.api.client.googleapis.auth.oauth2.GoogleTokenResponse;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.http.HttpStatusCodes;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.UrlEncodedContent;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.CalendarList;
import com.google.api.services.calendar.model.CalendarListEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.GoogleFailure.Meaning;

/**
 * A client of what surrounds a consent: the exchange of its code, the list of the account's
 * calendars, and the revocation (guides "Using OAuth 2.0 for Web Server Applications" and "OpenID
 * Connect"). Nothing is asked twice.
 */
public final class GoogleConsents {
  /** A person waits for the answer, 15 s at most. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** The exchange has to be over while the browser still waits. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

  /** Google's largest page; an account with more calendars than two of them sees the first. */
  private static final int PAGE = 250;

  private static final int MOST_PAGES = 2;

  /** Characters of a calendar's name, of which a person recognises it. */
  private static final int LONGEST_NAME = 100;

  private static final List<String> ISSUERS =
      List.of("https://accounts.google.com", "accounts.google.com");

  private final GoogleSettings settings;
  private final HttpTransport transport;

  GoogleConsents(GoogleSettings settings, HttpTransport transport) {
    this.settings = settings;
    this.transport = transport;
  }

  /**
   * Exchanges a code for tokens. The ID token comes from the token endpoint itself, over TLS, so
   * its issuer and audience are checked and its signature need not be (OpenID Connect Core, section
   * 3.1.3.7).
   *
   * @param redirectUri the one that the code was asked for with
   */
  public GrantedAccess exchange(String code, String verifier, String redirectUri)
      throws GoogleFailure {
    try {
      GoogleTokenResponse answer =
          new GoogleAuthorizationCodeTokenRequest(
                  transport,
                  GsonFactory.getDefaultInstance(),
                  settings.tokenUrl().toString(),
                  settings.clientId(),
                  settings.clientSecret(),
                  code,
                  redirectUri)
              .set("code_verifier", verifier)
              .setRequestInitializer(GoogleConsents::once)
              .execute();
      return new GrantedAccess(
          account(answer),
          answer.getRefreshToken(),
          answer.getAccessToken(),
          answer.getScope() == null ? Set.of() : Set.of(answer.getScope().trim().split(" +")));
    } catch (TokenResponseException refused) {
      throw GoogleFailures.ofTokenAnswer(refused);
    } catch (IOException failure) {
      throw GoogleFailures.of(failure);
    } catch (IllegalArgumentException unreadable) {
      throw new GoogleFailure(Meaning.UNAVAILABLE, "google_unreadable", null);
    }
  }

  private String account(GoogleTokenResponse answer) throws IOException, GoogleFailure {
    if (answer.getIdToken() == null) {
      throw new GoogleFailure(Meaning.INVALID, "google_no_id_token", null);
    }
    GoogleIdToken token = answer.parseIdToken();
    String subject = token.getPayload().getSubject();
    if (subject == null
        || !token.verifyAudience(List.of(settings.clientId()))
        || !token.verifyIssuer(ISSUERS)) {
      throw new GoogleFailure(Meaning.INVALID, "google_id_token", null);
    }
    return subject;
  }

  /** Returns the calendars of the account in which events can be written. */
  public List<AccountCalendar> calendars(String accessToken) throws GoogleFailure {
    List<AccountCalendar> calendars = new ArrayList<>();
    String page = null;
    try {
      for (int pages = 0; pages < MOST_PAGES && (pages == 0 || page != null); pages++) {
        CalendarList answer = list(accessToken, page);
        if (answer.getItems() != null) {
          answer.getItems().stream()
              .filter(GoogleConsents::isWritable)
              .map(GoogleConsents::shown)
              .forEach(calendars::add);
        }
        page = answer.getNextPageToken();
      }
      return calendars;
    } catch (IOException failure) {
      throw GoogleFailures.of(failure);
    } catch (IllegalArgumentException unreadable) {
      throw new GoogleFailure(Meaning.UNAVAILABLE, "google_unreadable", null);
    }
  }

  private CalendarList list(String accessToken, @Nullable String page) throws IOException {
    return new Calendar.Builder(
            transport,
            GsonFactory.getDefaultInstance(),
            http -> {
              once(http);
              http.getHeaders().setAuthorization("Bearer " + accessToken);
            })
        .setRootUrl(settings.rootUrl().toString())
        .setApplicationName("Wardbell")
        .build()
        .calendarList()
        .list()
        .setMinAccessRole("writer")
        .setMaxResults(PAGE)
        .setPageToken(page)
        .execute();
  }

  private static boolean isWritable(CalendarListEntry entry) {
    return "owner".equals(entry.getAccessRole()) || "writer".equals(entry.getAccessRole());
  }

  private static AccountCalendar shown(CalendarListEntry entry) {
    String own = entry.getSummaryOverride();
    String name = own == null ? String.valueOf(entry.getSummary()) : own;
    return new AccountCalendar(
        entry.getId(),
        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
        Boolean.TRUE.equals(entry.getPrimary()));
  }

  /**
   * Revokes what an account granted to our client, by one of its tokens. It ends all tokens of that
   * account, so nobody else may need one. One that Google does not know any more is as good as
   * revoked.
   */
  public void revoke(String token) throws GoogleFailure {
    try {
      transport
          .createRequestFactory(GoogleConsents::once)
          .buildPostRequest(
              new GenericUrl(settings.revokeUrl()), new UrlEncodedContent(Map.of("token", token)))
          .execute()
          .disconnect();
    } catch (HttpResponseException refused) {
      if (refused.getStatusCode() != HttpStatusCodes.STATUS_CODE_BAD_REQUEST) {
        throw GoogleFailures.of(refused);
      }
    } catch (IOException failure) {
      throw GoogleFailures.of(failure);
    }
  }

  private static void once(HttpRequest http) {
    http.setNumberOfRetries(0);
    http.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    http.setReadTimeout((int) READ_TIMEOUT.toMillis());
  }
}
