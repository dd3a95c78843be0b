package org.wardbell.standalone.storm;

import java.time.Duration;
import java.util.List;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.simulator.google.push.PushFaults;
import org.wardbell.standalone.storm.stage.StormServers;

/** The troubles that come by themselves: at Google, on the way, and with workers. */
final class TroubleActs {
  private static final List<ApiMethod> METHODS =
      List.of(
          ApiMethod.EVENTS_LIST,
          ApiMethod.EVENTS_INSERT,
          ApiMethod.EVENTS_PATCH,
          ApiMethod.EVENTS_DELETE,
          ApiMethod.EVENTS_GET);

  private static final List<CallFault.Kind> FAILURES =
      List.of(
          new CallFault.Kind.Failure(500, "backendError", null),
          new CallFault.Kind.Failure(503, "backendError", "1"),
          new CallFault.Kind.Html(502));

  private static final List<CallFault.Kind> LIMITS =
      List.of(
          new CallFault.Kind.Failure(403, "userRateLimitExceeded", "1"),
          new CallFault.Kind.Failure(403, "rateLimitExceeded", "1"),
          new CallFault.Kind.Failure(429, "rateLimitExceeded", "2"));

  /** A token that was just issued is good: one refresh after a 401 is all that is tried. */
  private static final Duration YOUNG = Duration.ofSeconds(20);

  private static final Duration LATE = Duration.ofMillis(700);

  /** Later than the event is read again for the first time. */
  private static final Duration LATE_LINK = Duration.ofSeconds(3);

  private final StormServers servers;
  private final StormWorld world;

  TroubleActs(StormServers servers, StormWorld world) {
    this.servers = servers;
    this.world = world;
  }

  /** Lets pushes be lost, doubled, late and overtaken, as the seed draws it. */
  void troublePushes() {
    servers
        .google()
        .pushFaults(
            new PushFaults(world.seed(), 0.2, 0.2, 0.2, Duration.ofMillis(300), false)
                .mergedWithin(Duration.ofMillis(world.seed() % 2 == 0 ? 0 : 120)));
  }

  ActOutcome play(Act act) {
    GoogleCalendarSimulator google = servers.google();
    String account = world.doctor(act.doctor()).account();
    switch (act.kind()) {
      case FAILURE -> google.fault(fault(act, FAILURES.get(act.slot() % FAILURES.size())));
      case SLOW_DOWN -> google.fault(fault(act, LIMITS.get(act.slot() % LIMITS.size())));
      case LOST_REPLY -> google.fault(fault(act, new CallFault.Kind.LoseReply()));
      case LOST_REQUEST -> google.fault(fault(act, new CallFault.Kind.LoseRequest()));
      case LATE_REPLY -> google.fault(fault(act, new CallFault.Kind.Late(LATE)));
      case TOKENS_EXPIRE -> google.expireAccessTokens(YOUNG);
      case SYNC_TOKENS_EXPIRE -> {
        return expireSyncTokens(act, account);
      }
      case NO_RESTORING -> google.refuseRestoring(account, true);
      case MEETINGS_LATE ->
          google.meetLinksAfter(act.number() % 3 == 0 ? Duration.ZERO : LATE_LINK);
      case MEETINGS_FAIL -> google.meetLinksFail(act.number() % 2 == 0);
      case NO_PUSHES -> {
        StormCalendar calendar = world.calendars().get(act.number() % world.calendars().size());
        google.dropChannels(calendar.googleId());
        world.silenced(calendar);
      }
      case KILL -> {
        return servers.replaceWorker(act.number() % StormServers.WORKERS)
            ? ActOutcome.DONE
            : ActOutcome.SKIPPED;
      }
      default -> throw new IllegalArgumentException(act.kind().name());
    }
    return ActOutcome.DONE;
  }

  /** The whole of a calendar is read three times an hour, so its token dies once in a storm. */
  private ActOutcome expireSyncTokens(Act act, String account) {
    if (!world.mayExpire(account)) {
      return ActOutcome.SKIPPED;
    }
    switch (act.number() % 3) {
      case 0 -> servers.google().expireSyncTokens(account);
      case 1 -> servers.google().fault(CallFault.goneAtPage(1));
      default ->
          servers
              .google()
              .fault(
                  CallFault.next(
                      1,
                      ApiMethod.EVENTS_LIST,
                      new CallFault.Kind.Failure(410, "updatedMinTooLongAgo", null)));
    }
    return ActOutcome.DONE;
  }

  private static CallFault fault(Act act, CallFault.Kind kind) {
    return CallFault.next(
        1 + act.number() % 2, METHODS.get((act.number() / 2) % METHODS.size()), kind);
  }
}
