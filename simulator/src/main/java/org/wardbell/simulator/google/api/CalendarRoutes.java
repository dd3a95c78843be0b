package org.wardbell.simulator.google.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.google.list.PageSnapshots;
import org.wardbell.simulator.google.oauth.Access;
import org.wardbell.simulator.google.oauth.Accounts;
import org.wardbell.simulator.google.oauth.TokenRoutes;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.json.JsonMapper;

/** The way from bytes to a method and back: override, gzip, faults, sign-in, errors, log. */
public final class CalendarRoutes {

  private final CalendarApi api;
  private final TokenRoutes tokens;
  private final Accounts accounts;
  private final CallFaults faults;
  private final CallLog log;

  public CalendarRoutes(
      CalendarApi api, TokenRoutes tokens, Accounts accounts, CallFaults faults, CallLog log) {
    this.api = api;
    this.tokens = tokens;
    this.accounts = accounts;
    this.faults = faults;
    this.log = log;
  }

  public void handle(Request request, Connection connection, String rootUrl) throws IOException {
    String verb = verb(request);
    ApiCallTarget target = ApiCallTarget.of(verb, request.path());
    String body = Gzip.body(request);
    if (target.method() == ApiMethod.UNKNOWN) {
      log.add(target, request.method() + " " + request.target(), body, 404);
      connection.send(ErrorEnvelope.of(GoogleException.notFound()));
      return;
    }
    String parameters = parameters(request, verb, body);
    Query query = Query.parse(parameters);
    int page = PageSnapshots.pageNumber(query.get("pageToken"));
    CallFault.Kind fault = faults.take(target.method(), page);
    Response answer = answer(fault, target, request, body, query, rootUrl);
    boolean lost =
        fault instanceof CallFault.Kind.LoseReply || fault instanceof CallFault.Kind.LoseRequest;
    ApiCallTarget logged = withInsertedId(target, body);
    log.add(logged, parameters, body, lost ? 0 : answer.status());
    if (lost) {
      connection.close();
      return;
    }
    if (fault instanceof CallFault.Kind.Late late) {
      pause(late.delay());
    }
    connection.send(Gzip.compress(answer, request.header("Accept-Encoding")));
  }

  private Response answer(
      CallFault.@Nullable Kind fault,
      ApiCallTarget target,
      Request request,
      String body,
      Query query,
      String rootUrl) {
    return switch (fault) {
      case CallFault.Kind.Failure failure -> CallFaults.answer(failure);
      case CallFault.Kind.Html html -> CallFaults.answer(html);
      case CallFault.Kind.LoseRequest lost -> Response.of(500);
      case CallFault.Kind.LoseReply lost -> work(target, request, body, query, rootUrl);
      case CallFault.Kind.Late late -> work(target, request, body, query, rootUrl);
      case null -> work(target, request, body, query, rootUrl);
    };
  }

  private Response work(
      ApiCallTarget target, Request request, String body, Query query, String rootUrl) {
    try {
      if (target.method() == ApiMethod.OAUTH_TOKEN) {
        return tokens.token(request, rootUrl + "/token");
      }
      if (target.method() == ApiMethod.OAUTH_REVOKE) {
        return tokens.revoke(request);
      }
      String ifMatch = request.header("If-Match");
      String ifNoneMatch = request.header("If-None-Match");
      return api.answer(
          new CalendarApi.Call(
              target,
              account(request, target.method()),
              query,
              body,
              ifMatch,
              ifNoneMatch,
              rootUrl));
    } catch (GoogleException e) {
      return ErrorEnvelope.of(e);
    }
  }

  private String account(Request request, ApiMethod method) {
    String header = request.header("Authorization");
    String token = header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
    Access access = accounts.access(token);
    if (access == null) {
      throw new GoogleException(401, "authError", "Invalid Credentials");
    }
    if (!access.allowsAny(MethodScopes.of(method))) {
      throw new GoogleException(
          403, "insufficientPermissions", "Request had insufficient authentication scopes.");
    }
    return access.email();
  }

  private static String verb(Request request) {
    String override = request.header("X-HTTP-Method-Override");
    return override != null && request.method().equals("POST")
        ? override.toUpperCase(Locale.ROOT)
        : request.method();
  }

  /**
   * Returns the parameters of a call, undecoded. Clients send a GET whose URL would be too long as
   * POST, with its parameters in a form body (Google's Java client does above 2,048 characters).
   */
  private static String parameters(Request request, String verb, String body) {
    String type = request.header("Content-Type");
    boolean inBody =
        verb.equals("GET")
            && request.method().equals("POST")
            && type != null
            && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    return !inBody
        ? request.query()
        : request.query().isEmpty() ? body : request.query() + "&" + body;
  }

  /**
   * Returns the target of an insert with the id of its body; the log shows it where the other
   * methods have it.
   */
  private static ApiCallTarget withInsertedId(ApiCallTarget target, String body) {
    if (target.method() != ApiMethod.EVENTS_INSERT || !body.startsWith("{")) {
      return target;
    }
    try {
      String id = JsonMapper.shared().readTree(body).path("id").asString("");
      return new ApiCallTarget(target.method(), target.calendarId(), id);
    } catch (tools.jackson.core.JacksonException e) {
      return target;
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting", e);
    }
  }
}
