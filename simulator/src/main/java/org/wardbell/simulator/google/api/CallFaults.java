package org.wardbell.simulator.google.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Response;

/** The faults that wait for a call; the oldest that fits is used first. */
public final class CallFaults {

  private final List<CallFault> waiting = new ArrayList<>();

  public synchronized void add(CallFault fault) {
    waiting.add(fault);
  }

  public synchronized void clear() {
    waiting.clear();
  }

  /** Takes the fault that meets this call, or null. */
  synchronized CallFault.@Nullable Kind take(ApiMethod method, int page) {
    for (int index = 0; index < waiting.size(); index++) {
      CallFault fault = waiting.get(index);
      boolean methodFits = fault.method() == null || fault.method() == method;
      if (methodFits && (fault.page() == 0 || fault.page() == page)) {
        if (fault.times() <= 1) {
          waiting.remove(index);
        } else {
          waiting.set(index, fault.oneLess());
        }
        return fault.kind();
      }
    }
    return null;
  }

  static Response answer(CallFault.Kind.Failure failure) {
    Response envelope =
        ErrorEnvelope.of(new GoogleException(failure.status(), failure.reason(), message(failure)));
    return failure.retryAfter() == null
        ? envelope
        : envelope.with("Retry-After", failure.retryAfter());
  }

  static Response answer(CallFault.Kind.Html html) {
    return Response.of(html.status())
        .with("Content-Type", "text/html; charset=UTF-8")
        .withBody(
            Bytes.utf8("<!DOCTYPE html><title>Error " + html.status() + "</title><p>Try later."));
  }

  private static String message(CallFault.Kind.Failure failure) {
    return switch (failure.reason()) {
      case "rateLimitExceeded", "userRateLimitExceeded" -> "Rate Limit Exceeded";
      case "quotaExceeded" -> "Calendar usage limits exceeded.";
      case "forbidden" -> "Forbidden";
      case "authError" -> "Invalid Credentials";
      case "backendError" -> "Backend Error";
      case "fullSyncRequired" -> GoogleException.fullSyncRequired().sentence();
      default -> failure.reason();
    };
  }
}
