package org.wardbell.simulator.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.google.oauth.Scopes;

/**
 * Domain-wide delegation, with Google's own client (guide "Using OAuth 2.0 for Server to Server
 * Applications"; RFC 7523).
 */
class ServiceAccountTest {
  private static final String DOCTOR = "doctor@example.org";
  private static final String ACCOUNT = "wardbell@project.iam.gserviceaccount.com";

  private GoogleCalendarSimulator google;

  @BeforeEach
  void start() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void delegation_actsAsTheAccount() throws Exception {
    String file = google.addServiceAccount(ACCOUNT);

    Calendar client = client(file, DOCTOR, Set.of(Scopes.CALENDAR_EVENTS));

    assertThat(client.events().list("primary").execute().getItems()).isEmpty();
  }

  @Test
  void anotherKey_scope_orAccount_isRefused() throws Exception {
    String former = google.addServiceAccount(ACCOUNT);
    String file = google.addServiceAccount(ACCOUNT);

    assertThat(failure(former, DOCTOR, Scopes.CALENDAR_EVENTS)).contains("Invalid JWT Signature");
    assertThat(failure(file, DOCTOR, Scopes.CALENDAR)).contains("unauthorized_client");
    assertThat(failure(file, "nobody@example.org", Scopes.CALENDAR_EVENTS))
        .contains("Invalid email or User ID");
    google.undelegate(ACCOUNT);
    assertThat(failure(file, DOCTOR, Scopes.CALENDAR_EVENTS)).contains("unauthorized_client");
  }

  private String failure(String file, String subject, String scope) {
    Throwable thrown =
        catchThrowable(
            () -> client(file, subject, Set.of(scope)).events().list("primary").execute());
    assertThat(thrown).isNotNull();
    StringBuilder told = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      told.append(each.getMessage()).append('\n');
    }
    return told.toString();
  }

  private Calendar client(String file, String subject, Set<String> scopes) throws IOException {
    GoogleCredentials credentials =
        ServiceAccountCredentials.fromStream(
                new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                Apache5HttpTransport::new)
            .createScoped(scopes)
            .createDelegated(subject);
    HttpCredentialsAdapter adapter = new HttpCredentialsAdapter(credentials);
    return new Calendar.Builder(
            new Apache5HttpTransport(), GsonFactory.getDefaultInstance(), adapter)
        .setRootUrl(google.rootUrl())
        .setApplicationName("wardbell-test")
        .build();
  }
}
