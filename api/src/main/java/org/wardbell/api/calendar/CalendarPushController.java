package org.wardbell.api.calendar;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.calendar.CalendarWakes;
import org.wardbell.activities.calendar.channel.PushOutcome;
import org.wardbell.activities.calendar.channel.PushOutcome.NoSignalNeeded;
import org.wardbell.activities.calendar.channel.PushOutcome.Rejected;
import org.wardbell.activities.calendar.channel.PushOutcome.SignalNeeded;
import org.wardbell.activities.calendar.channel.PushOutcome.SyncMessage;
import org.wardbell.activities.calendar.channel.PushStore;
import org.wardbell.api.access.Open;
import org.wardbell.api.brake.AnonymousBrake;

/**
 * The address at which Google says "something changed" (guide "Push notifications"). The body is
 * never read; Google is never asked here. A forged push gets the same answer as a genuine one, so
 * that nobody learns a token by trying.
 */
@RestController
@Hidden
class CalendarPushController {
  /**
   * The answer after which Google tries again: only 500, 502, 503 and 504 are, so nothing else may
   * refuse what may be a genuine push.
   */
  private static final ResponseEntity<Void> AGAIN =
      ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
          .header(HttpHeaders.RETRY_AFTER, "5")
          .build();

  private static final ResponseEntity<Void> TAKEN = ResponseEntity.ok().build();
  private static final Logger log = LoggerFactory.getLogger(CalendarPushController.class);

  private final PushStore pushes;
  private final CalendarWakes wakes;
  private final AnonymousBrake brake;
  private final Counter forged;
  private final Counter genuine;

  CalendarPushController(
      PushStore pushes, CalendarWakes wakes, AnonymousBrake brake, MeterRegistry metrics) {
    this.pushes = pushes;
    this.wakes = wakes;
    this.brake = brake;
    this.forged = counter(metrics, "forged");
    this.genuine = counter(metrics, "genuine");
  }

  private static Counter counter(MeterRegistry metrics, String kind) {
    return Counter.builder("wardbell.calendar.pushes")
        .description("Pushes on the address that Google pushes to")
        .tag("kind", kind)
        .register(metrics);
  }

  @PostMapping({"/calendar/push", "/wp-json/kivicare/v1/settings/googlemeet/callback"})
  @Open("Google has no key of ours; channel id, token and resource id are checked instead.")
  ResponseEntity<Void> push(
      HttpServletRequest request,
      @RequestHeader(name = "X-Goog-Channel-ID", required = false) @Nullable String channelId,
      @RequestHeader(name = "X-Goog-Channel-Token", required = false) @Nullable String token,
      @RequestHeader(name = "X-Goog-Resource-ID", required = false) @Nullable String resourceId,
      @RequestHeader(name = "X-Goog-Resource-State", required = false) @Nullable String state) {
    String address = request.getRemoteAddr();
    // Behind one proxy a genuine push may share its address with a flood of forged ones.
    boolean proven = pushes.isProven(channelId, token);
    if (!proven && !brake.mayTry(AnonymousBrake.Kind.PUSH, address)) {
      return AGAIN;
    }
    try {
      PushOutcome outcome = pushes.receive(channelId, token, resourceId, state);
      if (outcome instanceof PushOutcome.Rejected) {
        brake.forNothing(AnonymousBrake.Kind.PUSH, address);
      } else if (!proven) {
        brake.worthIt(AnonymousBrake.Kind.PUSH, address);
      }
      return answer(outcome);
    } catch (DataAccessException databaseAway) {
      if (!proven) {
        brake.worthIt(AnonymousBrake.Kind.PUSH, address);
      }
      log.warn("push not taken, the database does not answer: Google will try again");
      return AGAIN;
    }
  }

  private ResponseEntity<Void> answer(PushOutcome receipt) {
    switch (receipt) {
      case Rejected() -> forged.increment();
      case SyncMessage() -> genuine.increment();
      case NoSignalNeeded() -> genuine.increment();
      case SignalNeeded signal -> {
        genuine.increment();
        return signal(signal);
      }
    }
    return TAKEN;
  }

  /**
   * The count is committed already: should this fail, Google's next try and the relay both find it.
   */
  private ResponseEntity<Void> signal(SignalNeeded signal) {
    try {
      wakes.wakeNow(signal.calendarId());
    } catch (RuntimeException temporalAway) {
      log.warn("push counted, temporal does not answer: Google will try again");
      return AGAIN;
    }
    pushes.signalled(signal);
    return TAKEN;
  }
}
