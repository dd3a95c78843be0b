package org.wardbell.simulator.google;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventDateTime;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.UserCredentials;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** Google's Java client, set up as Wardbell sets it up. */
final class GoogleClient {

  private GoogleClient() {}

  static Calendar connect(GoogleCalendarSimulator google, String refreshToken) {
    UserCredentials credentials =
        UserCredentials.newBuilder()
            .setClientId("client")
            .setClientSecret("secret")
            .setRefreshToken(refreshToken)
            .setTokenServerUri(URI.create(google.tokenUrl()))
            .setHttpTransportFactory(Apache5HttpTransport::new)
            .build();
    HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(credentials);
    HttpRequestInitializer once =
        request -> {
          adapter.initialize(request);
          request.setNumberOfRetries(1);
        };
    return new Calendar.Builder(new Apache5HttpTransport(), GsonFactory.getDefaultInstance(), once)
        .setRootUrl(google.rootUrl())
        .setApplicationName("wardbell-test")
        .build();
  }

  static Event event(String summary, String start, String end) {
    return new Event().setSummary(summary).setStart(time(start)).setEnd(time(end));
  }

  static EventDateTime time(String moment) {
    return new EventDateTime().setDateTime(new DateTime(Instant.parse(moment).toEpochMilli(), 0));
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  static String reason(GoogleJsonResponseException failure) {
    return failure.getDetails().getErrors().getFirst().getReason();
  }
}
