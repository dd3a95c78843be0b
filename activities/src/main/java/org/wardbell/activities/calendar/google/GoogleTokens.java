package org.wardbell.activities.calendar.google;

import com.google.api.client.http.HttpTransport;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.UserCredentials;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A cache of access tokens, in memory only, so that one is fetched per doctor and hour and not per
 * request.
 */
final class GoogleTokens {
  /** Tokens that are held at most; a further doctor costs one more token request. */
  private static final int DOCTORS = 2_000;

  /**
   * The library's logger that writes an error with a stack trace for each doctor who took the
   * permission back, which is no error of ours: the failure reaches the caller, who tells it once.
   * It is held here, because a logger that nobody holds forgets its level.
   */
  private static final Logger REFRESHES = Logger.getLogger(HttpCredentialsAdapter.class.getName());

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
    REFRESHES.setLevel(Level.OFF);
  }

  private record Held(String refreshToken, HttpCredentialsAdapter adapter) {}

  /** Returns the credentials of a calendar; a new refresh token discards the old tokens. */
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
