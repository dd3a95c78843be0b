package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.channel.PushStore;
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.api.ApiServer;
import org.wardbell.api.People;
import org.wardbell.api.brake.AnonymousBrake;

/** Pushes while the database is away, and floods of forged ones. */
@Tag("servers")
class CalendarPushControllerTest {
  private static final DSLContext DATABASE = ApiServer.shared().bean(DSLContext.class);

  private final AtomicInteger queries = new AtomicInteger();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private CalendarPushController controller(boolean away) {
    DSLContext watched =
        DATABASE
            .configuration()
            .derive(
                ExecuteListener.onExecuteStart(
                    _ -> {
                      queries.incrementAndGet();
                      if (away) {
                        throw new DataAccessException("away");
                      }
                    }))
            .dsl();
    return new CalendarPushController(
        new PushStore(watched, Tracing.OFF),
        ApiServer.shared().bean(CalendarWakes.class),
        ApiServer.shared().bean(AnonymousBrake.class),
        metrics);
  }

  private static int push(CalendarPushController controller, String address) {
    return push(controller, address, UUID.randomUUID(), "guess");
  }

  private static int push(
      CalendarPushController controller, String address, UUID channel, String token) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    ResponseEntity<Void> answer =
        controller.push(request, channel.toString(), token, "resource", "sync");
    return answer.getStatusCode().value();
  }

  private static UUID channel(String token) {
    UUID id = Ids.next();
    DATABASE
        .insertInto(CHANNEL)
        .set(CHANNEL.ID, id)
        .set(CHANNEL.CLINIC_ID, Ids.next())
        .set(CHANNEL.CALENDAR_ID, Ids.next())
        .set(CHANNEL.TOKEN_HASH, Sha256.of(token))
        .set(CHANNEL.RESOURCE_ID, "resource")
        .set(CHANNEL.STATE, "ACTIVE")
        .set(CHANNEL.CREATED_AT, DatabaseClock.now())
        .execute();
    return id;
  }

  /** A proxy whose word on addresses nobody believes makes all of them one. */
  @Test
  void c11_floodOfForgedPushes_fromTheAddressOfGenuineOnes_doesNotKeepThoseOut() {
    CalendarPushController controller = controller(false);
    UUID channel = channel("genuine");
    String proxy = People.network();
    assertThat(push(controller, proxy, channel, "genuine")).isEqualTo(200);
    int asked = 0;
    while (push(controller, proxy) == 200) {
      asked++;
      assertThat(asked).as("the flood has an end").isLessThan(1_000);
    }

    assertThat(push(controller, proxy, channel, "genuine")).isEqualTo(200);
    assertThat(push(controller, proxy, channel, "guess")).isEqualTo(503);
    assertThat(push(controller, proxy)).as("a genuine push frees no forged one").isEqualTo(503);
  }

  @Test
  void c11_floodOfForgedPushes_isRefusedWithoutAQuery_andOtherAddressesAreNot() {
    CalendarPushController controller = controller(false);
    String flooding = People.network();
    int asked = 0;
    while (push(controller, flooding) == 200) {
      asked++;
      assertThat(asked).as("the flood has an end").isLessThan(1_000);
    }
    assertThat(queries).hasValue(asked);

    assertThat(push(controller, flooding)).isEqualTo(503);
    assertThat(queries).hasValue(asked);
    assertThat(push(controller, People.network())).isEqualTo(200);
    assertThat(queries).hasValue(asked + 1);
    assertThat(metrics.get("wardbell.calendar.pushes").tag("kind", "forged").counter().count())
        .isEqualTo(asked + 1);
  }

  @Test
  void c14_databaseAway_is503_howeverOften_soThatGoogleTriesAgain() {
    CalendarPushController away = controller(true);
    String google = People.network();
    for (int i = 0; i < 100; i++) {
      assertThat(push(away, google)).isEqualTo(503);
    }
    assertThat(queries).as("none of them cost the address a try").hasValue(100);
    assertThat(push(controller(false), google)).isEqualTo(200);
  }
}
