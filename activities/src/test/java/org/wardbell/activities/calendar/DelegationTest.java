package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.google.CalendarPermission;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.workflows.calendar.CalendarState;

/** A calendar on which the operator's service account works, with the domain's delegation. */
@Tag("servers")
class DelegationTest extends CalendarWalk {
  private static final String SERVICE_ACCOUNT = "wardbell@project.iam.gserviceaccount.com";

  @TempDir Path folder;

  @Test
  void delegatedCalendar_isKeptInStep_withoutAnyToken() throws Exception {
    workWithAServiceAccount();
    calendar = connectDelegated(CALENDAR);
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);

    bookedInGoogle(Clinic.slot(3, 9));

    assertThat(hasToken()).isFalse();
    assertThat(google.count(ApiMethod.OAUTH_TOKEN)).isEqualTo(1);
  }

  @Test
  void delegation_thatTheDomainTookBack_isAnErrorThatIsShown_andDisconnectsNobody()
      throws Exception {
    workWithAServiceAccount();
    google.undelegate(SERVICE_ACCOUNT);
    calendar = connectDelegated(CALENDAR);

    await("the failure is shown", () -> "google_invalid_client".equals(view().lastError()));
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTING);
  }

  @Test
  void delegation_withoutAServiceAccount_saysSo() {
    calendar = connectDelegated(CALENDAR);

    await("the failure is shown", () -> "google_no_service_account".equals(view().lastError()));
    assertThat(google.calls()).isEmpty();
  }

  private void workWithAServiceAccount() throws Exception {
    Path file =
        Files.writeString(folder.resolve("key.json"), google.addServiceAccount(SERVICE_ACCOUNT));
    workWithServiceAccount(file, CalendarSettings.POLL_WITH_PUSH);
  }

  private UUID connectDelegated(String account) {
    UUID id =
        clinic
            .calendars()
            .connect(
                new CalendarConnection(
                    clinic.id(),
                    DoctorMention.of(Clinic.DOCTOR),
                    CALENDAR,
                    new CalendarPermission.Delegation(account),
                    null,
                    CalendarPolicy.STANDARD),
                AuditOrigin.SYSTEM);
    wakes.wakeNow(id);
    return id;
  }
}
