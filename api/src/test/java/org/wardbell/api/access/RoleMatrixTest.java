package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.OpenApi;
import org.wardbell.api.People;
import org.wardbell.api.Routes;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation of the OpenAPI document, and every route beside it, by every role, in a clinic
 * and in the installation, with a key and with a session. What a role may do is said here once
 * more, and not read from the code.
 */
@Tag("servers")
class RoleMatrixTest {
  /** What the software of a clinic does all day. */
  private static final Set<String> WRITER =
      Set.of(
          "POST /api/v1/events",
          "POST /api/v1/events/batch",
          "POST /api/v1/appointments",
          "PUT /api/v1/appointments/{id}",
          "POST /api/v1/appointments/{id}/cancel",
          "POST /api/v1/appointments/{id}/status",
          "DELETE /api/v1/appointments/{id}",
          "POST /api/v1/appointment-imports",
          "POST /api/v1/appointment-imports/{id}/cancel",
          "POST /api/v1/deliveries/{id}/resend",
          "POST /api/v1/deliveries/{id}/cancel",
          "POST /api/v1/deliveries/bulk",
          "POST /api/v1/deliveries/resend",
          "POST /api/v1/deliveries/cancel",
          "POST /api/v1/resends/{id}/cancel",
          "POST /api/v1/cancellations/{id}/cancel",
          "POST /api/v1/exports",
          "POST /api/v1/exports/{id}/cancel");

  /** What only administrators look at. */
  private static final Set<String> ADMIN_READS =
      Set.of(
          "GET /api/v1/audit",
          "GET /api/v1/audit/verification",
          "GET /api/v1/calendars/connections/{id}",
          "GET /api/v1/deliveries/{id}/attempts/{number}/curl",
          "GET /api/v1/key-rotations",
          "GET /api/v1/key-rotations/{id}",
          "GET /api/v1/keys",
          "GET /api/v1/keys/{id}",
          "GET /api/v1/persons",
          "GET /api/v1/persons/{id}",
          "GET /api/v1/system",
          "GET /api/v1/tasks/{id}",
          "GET /api/v1/webhooks/export");

  private static final Set<String> INSTALLATION =
      Set.of(
          "POST /api/v1/clinics",
          "GET /api/v1/audit/verification",
          "GET /api/v1/system",
          "PUT /api/v1/retention/defaults",
          "GET /api/v1/statistics/rebuild",
          "POST /api/v1/statistics/rebuild");

  /** Questions whose words shall not stand in an address, or are a whole body. */
  private static final Set<String> ASKS =
      Set.of(
          "POST /api/v1/search",
          "POST /api/v1/events/check",
          "POST /api/v1/webhooks/{id}/replays/estimate",
          "POST /api/v1/clinics/{id}/retention/ending");

  /** Each that may would wait: for a worker, and none runs here, or for the end of a stream. */
  private static final Set<String> WAITS =
      Set.of("POST /api/v1/webhooks/test-all", "GET /api/v1/live");

  private record Caller(
      String name, Role role, boolean installation, boolean person, Function<String, Call> to) {}

  private static List<Caller> callers() {
    String clinic = Clinics.make();
    List<Caller> callers = new ArrayList<>();
    for (Role role : Role.values()) {
      String own = Clinics.key(clinic, role.name());
      callers.add(new Caller("key of a clinic", role, false, false, path -> Call.to(path, own)));
      String whole = installationKey(role);
      callers.add(
          new Caller("key of the installation", role, true, false, path -> Call.to(path, whole)));
      var member = People.make(clinic, role.name()).signIn();
      callers.add(new Caller("person of a clinic", role, false, true, member::to));
      var operator = People.make(null, role.name()).signIn();
      callers.add(new Caller("person of the installation", role, true, true, operator::to));
    }
    return callers;
  }

  private static String installationKey(Role role) {
    return Call.to("/api/v1/keys")
        .post("{\"name\":\"x\",\"role\":\"%s\",\"installation\":true}".formatted(role))
        .json()
        .path("key")
        .asString();
  }

  @TestFactory
  Stream<DynamicTest> operation_byEachRole_isDoneOrRefused() {
    List<Caller> callers = callers();
    return OpenApi.shared().operations().stream()
        .filter(operation -> !isOpen(operation))
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(), () -> callers.forEach(each -> check(operation, each))));
  }

  /** Returns whether an operation is how somebody says who they are. */
  private static boolean isOpen(OpenApi.Operation operation) {
    return Set.of("POST /api/v1/session", "POST /api/v1/passwords").contains(operation.toString());
  }

  /**
   * KiviCare's routes are not in the document, because the contract is KiviCare's. They are for
   * keys: a session counts below {@code /api/v1} only.
   */
  @TestFactory
  Stream<DynamicTest> routeBesideTheDocument_byEachRole_isDoneOrRefused() {
    List<Caller> callers = callers();
    return Routes.all().stream()
        .filter(route -> !route.path().startsWith("/api/v1/"))
        .filter(route -> !route.handler().hasMethodAnnotation(Open.class))
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.method() + " " + route.path(),
                    () -> callers.forEach(each -> check(route, each))));
  }

  private static void check(Routes.Route route, Caller caller) {
    boolean looks = route.method().equals("GET");
    Call call = caller.to().apply(route.filled());
    Call.Answer answer =
        looks
            ? call.get()
            : call.header("Content-Type", "application/json").send(route.method(), "{}");
    String name = route.method() + " " + route.path();
    if (caller.person()) {
      assertThat(answer.status()).as("%s by %s", name, caller.name()).isEqualTo(401);
    } else {
      boolean may = caller.role().covers(looks ? Role.READER : Role.ADMIN);
      check(name, caller, may, answer.status());
    }
  }

  private static void check(OpenApi.Operation operation, Caller caller) {
    boolean may = may(operation, caller);
    boolean wouldChangeItself = operation.isForPeople() && !operation.method().equals("GET");
    if (may && (WAITS.contains(operation.toString()) || wouldChangeItself)) {
      return;
    }
    check(operation.toString(), caller, may, send(operation, caller));
  }

  private static void check(String operation, Caller caller, boolean may, int status) {
    String cell = "%s by %s, %s".formatted(operation, caller.name(), caller.role());
    if (may) {
      assertThat(status).as(cell).isNotIn(401, 403).isLessThan(500);
    } else {
      assertThat(status).as(cell).isEqualTo(403);
    }
  }

  private static boolean may(OpenApi.Operation operation, Caller caller) {
    if (operation.path().startsWith("/api/v1/session")) {
      return caller.person();
    }
    String name = operation.toString();
    return caller.role().covers(least(operation))
        && (caller.installation() || !INSTALLATION.contains(name));
  }

  /** Looking is for readers, changing for administrators, with the exceptions above. */
  private static Role least(OpenApi.Operation operation) {
    String name = operation.toString();
    if (operation.method().equals("GET") || ASKS.contains(name)) {
      return ADMIN_READS.contains(name) ? Role.ADMIN : Role.READER;
    }
    return WRITER.contains(name) ? Role.WRITER : Role.ADMIN;
  }

  private static int send(OpenApi.Operation operation, Caller caller) {
    Call call = caller.to().apply(operation.filled());
    if (!operation.takesBody()) {
      return call.send(operation.method(), (String) null).status();
    }
    ObjectNode body = OpenApi.shared().example(operation);
    body.remove("clinic");
    return call.header("Content-Type", "application/json")
        .send(operation.method(), body.toString())
        .status();
  }
}
