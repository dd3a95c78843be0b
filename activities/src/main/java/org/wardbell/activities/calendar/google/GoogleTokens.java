package org.wardbell.activities.calendar.google;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.UserCredentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.activities.calendar.google.CalendarPermission.Consent;
import org.wardbell.activities.calendar.google.CalendarPermission.Delegation;

/**
 * A cache of access tokens, in memory only, so that one is fetched per doctor and hour and not per
 * request. Whoever needs a new one while it is being fetched waits for that one.
 */
final class GoogleTokens {
  /** Tokens that are held at most; a further doctor costs one more token request. */
  private static final int DOCTORS = 2_000;

  private final GoogleSettings settings;
  private final HttpTransport transport;
  private final Map<UUID, Held> held =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Held> eldest) {
          return size() > DOCTORS;
        }
      };

  GoogleTokens(GoogleSettings settings, HttpTransport transport) {
    this.settings = settings;
    this.transport = transport;
  }

  private record Held(CalendarPermission permission, SharedAccessToken token) {}

  /**
   * Returns the token of a calendar; a new permission discards the old tokens.
   *
   * @throws GoogleFailure if the permission is a delegation and there is no service account
   */
  synchronized SharedAccessToken of(CalendarAccess access) throws GoogleFailure {
    Held known = held.get(access.calendarId());
    if (known != null && known.permission().equals(access.permission())) {
      return known.token();
    }
    Held fresh =
        new Held(access.permission(), new SharedAccessToken(credentials(access.permission())));
    held.put(access.calendarId(), fresh);
    return fresh.token();
  }

  private GoogleCredentials credentials(CalendarPermission permission) throws GoogleFailure {
    return switch (permission) {
      case Consent consent ->
          UserCredentials.newBuilder()
              .setClientId(settings.clientId())
              .setClientSecret(settings.clientSecret())
              .setRefreshToken(consent.refreshToken())
              .setTokenServerUri(settings.tokenUrl())
              .setHttpTransportFactory(() -> transport)
              .build();
      case Delegation delegation -> delegated(delegation.account());
    };
  }

  private GoogleCredentials delegated(String account) throws GoogleFailure {
    ServiceAccountKey key = settings.serviceAccount();
    if (key == null) {
      throw new GoogleFailure(GoogleFailure.Meaning.OPERATOR, "google_no_service_account", null);
    }
    return key.credentials(settings.tokenUrl(), transport)
        .createScoped(List.of(GoogleScopes.EVENTS))
        .createDelegated(account);
  }
}
