package org.wardbell.api.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.time.ZoneId;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.EventReader;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;

@Tag("servers")
class ClinicZoneTest {
  @Test
  void change_ofTheZone_countsAtOnceInThisProcess() {
    String clinic = Clinics.make();
    String event = Clinics.event(clinic);
    assertThat(zone(event)).isEqualTo(ZoneId.of("Europe/Berlin"));

    Call.Answer changed =
        Call.to("/api/v1/clinics/" + clinic)
            .put("{\"name\":\"" + clinic + "\",\"time_zone\":\"America/St_Johns\"}");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(zone(event)).isEqualTo(ZoneId.of("America/St_Johns"));
  }

  @Test
  void clinic_withoutAZone_hasOneThatCanBeSentBack() {
    Call.Answer made =
        Call.to("/api/v1/clinics").post("{\"name\":\"No zone %s\"}".formatted(UUID.randomUUID()));
    String path = made.header("location");

    Call.Answer sentBack = Call.to(path).put(Call.to(path).get().text());

    assertThat(made.json().path("time_zone").asString()).isEqualTo("Etc/UTC");
    assertThat(sentBack.status()).as(sentBack.text()).isEqualTo(200);
  }

  private static ZoneId zone(String event) {
    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    return ApiServer.shared()
        .bean(EventReader.class)
        .open(
            database,
            database.selectFrom(EVENT).where(EVENT.ID.eq(UUID.fromString(event))).fetchSingle())
        .clinic()
        .timeZone();
  }
}
