package org.wardbell.activities.calendar.google;

import com.google.api.client.http.HttpTransport;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.UserCredentials;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps access tokens for as long as they live, so that one is fetched per doctor and hour and not
 * per request. In memory only.
 */
final class GoogleTokens {
  /** More doctors than this take turns in one process, at the price of a token each. */
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

  private record Held(String refreshToken, HttpCredentialsAdapter adapter) {}

  /** What signs the calendar's requests; another refresh token forgets the tokens of the former. */
  synchronized HttpCredentialsAdapter of(CalendarAccess access) {
    Held known = held.get(access.calendarId());
    if (known != null && known.refreshToken().equals(access.refreshToken())) {
      return known.adapter();
    }
    Held fresh = new Held(access.refreshToken(), adapter(access.refreshToken()));
    held.put(access.calendarId(), fresh);
    return fresh.adapter();
  }

  private HttpCredentialsAdapter adapter(String refreshToken) {
    return new HttpCredentialsAdapter(
        UserCredentials.newBuilder()
            .setClientId(settings.clientId())
            .setClientSecret(settings.clientSecret())
            .setRefreshToken(refreshToken)
            .setTokenServerUri(settings.tokenUrl())
            .setHttpTransportFactory(() -> transport)
            .build());
  }
}
