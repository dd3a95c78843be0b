package org.wardbell.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;

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
        new PushStore(watched),
        ApiServer.shared().bean(CalendarWakes.class),
        ApiServer.shared().bean(AnonymousBrake.class),
        metrics);
  }

  private static int push(CalendarPushController controller, String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    ResponseEntity<Void> answer =
        controller.push(request, UUID.randomUUID().toString(), "guess", "resource", "exists");
    return answer.getStatusCode().value();
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
