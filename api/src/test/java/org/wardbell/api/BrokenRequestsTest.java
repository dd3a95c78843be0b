package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Requests that are wrong before anybody looks at fields: bodies that are no JSON, methods, content
 * types, ids and parameters that are none. Made from the OpenAPI document, for every operation.
 */
@Tag("servers")
class BrokenRequestsTest {
  private static final String WITHOUT_WEBHOOKS = Clinics.make();

  private static final List<String> NO_IDS =
      List.of(
          "x",
          "0",
          "-1",
          "null",
          "undefined",
          "%00",
          "%0a",
          "%ff%fe",
          "%e2%80%a8",
          "%F0%9F%98%80",
          "'%20or%201=1--",
          "%3Cscript%3E",
          "$%7Bjndi:ldap:x%7D",
          "0198c0de-0000-7000-8000-00000000000",
          "0198c0de-0000-7000-8000-0000000000000",
          "00000000-0000-0000-0000-000000000000",
          "99999999999999999999",
          "x".repeat(2_000));

  private static final List<String> NO_PARAMETERS =
      List.of(
          "",
          "x",
          "-1",
          "0",
          "99999999999999999999",
          "1e3",
          "NaN",
          "%00",
          "%0d%0aX-Evil:1",
          "%ff",
          "%F0%9F%98%80",
          "%27%20or%201%3D1",
          "%7B%7B7*7%7D%7D",
          "2026-02-30T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "x".repeat(3_000));

  private static Map<String, byte[]> brokenBodies(byte[] right) {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("nothing", new byte[0]);
    bodies.put("half of it", Arrays.copyOf(right, right.length / 2));
    bodies.put("all but the end", Arrays.copyOf(right, right.length - 1));
    bodies.put("twice", (text(right) + text(right)).getBytes(StandardCharsets.UTF_8));
    bodies.put("with a byte order mark", ("\ufeff" + text(right)).getBytes(StandardCharsets.UTF_8));
    bodies.put("UTF-16", text(right).getBytes(StandardCharsets.UTF_16));
    bodies.put("UTF-32", text(right).getBytes(java.nio.charset.Charset.forName("UTF-32")));
    bodies.put("no UTF-8", "{\"name\":\"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1));
    bodies.put(
        "overlong UTF-8", new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'});
    bodies.put("a list", "[]".getBytes(StandardCharsets.UTF_8));
    bodies.put("text", "\"x\"".getBytes(StandardCharsets.UTF_8));
    bodies.put("null", "null".getBytes(StandardCharsets.UTF_8));
    bodies.put("a form", "a=b&c=d".getBytes(StandardCharsets.UTF_8));
    bodies.put("XML", "<?xml version=\"1.0\"?><a/>".getBytes(StandardCharsets.UTF_8));
    bodies.put("comments", "{/* */}".getBytes(StandardCharsets.UTF_8));
    bodies.put("single quotes", "{'a':1}".getBytes(StandardCharsets.UTF_8));
    bodies.put("no number", "{\"a\":NaN}".getBytes(StandardCharsets.UTF_8));
    bodies.put("a control character", "{\"a\":\"\u0001\"}".getBytes(StandardCharsets.UTF_8));
    bodies.put("the same key twice", doubled(right));
    bodies.put(
        "a long name", ("{\"" + "n".repeat(60_000) + "\":1}").getBytes(StandardCharsets.UTF_8));
    bodies.put("nested", ("{\"a\":" + "[".repeat(20_000)).getBytes(StandardCharsets.UTF_8));
    bodies.put("NULs", new byte[1_000]);
    return bodies;
  }

  @TestFactory
  Stream<DynamicTest> body_thatIsNoJson_isAProblem() {
    return OpenApi.testEach(
        OpenApi.shared().withBody(),
        operation -> {
          byte[] right =
              OpenApi.shared().example(operation).toString().getBytes(StandardCharsets.UTF_8);
          brokenBodies(right)
              .forEach(
                  (what, body) -> {
                    Call.Answer answer =
                        operation
                            .call(path(operation))
                            .header("Content-Type", "application/json")
                            .send(operation.method(), body);
                    assertThat(answer.status())
                        .as("%s: %s", what, answer.text())
                        .satisfies(status -> expected(operation, what, status));
                    if (answer.status() >= 400) {
                      Refusals.check(answer, what);
                    }
                  });
        });
  }

  /** Tests of a clinic's webhooks would wait for a worker, so that clinic has none. */
  private static String path(OpenApi.Operation operation) {
    return operation.path().endsWith("/test-all")
        ? operation.filled() + "?clinic_id=" + WITHOUT_WEBHOOKS
        : operation.filled();
  }

  /**
   * Returns the expected answer. An operation that does not depend on the very bytes may accept
   * other encodings of Unicode.
   */
  private static void expected(OpenApi.Operation operation, String what, int status) {
    boolean readable =
        what.startsWith("UTF-")
            || what.contains("byte order")
            || (Set.of("nothing", "null").contains(what)
                && !operation.json().at("/requestBody/required").asBoolean(false));
    if (readable && !operation.path().startsWith("/api/v1/events")) {
      assertThat(status).isLessThan(500);
    } else {
      assertThat(status).isIn(400, 404, 413, 415, 422);
    }
  }

  @TestFactory
  Stream<DynamicTest> body_ofAnotherType_is415() {
    return OpenApi.testEach(
        OpenApi.shared().withBody(),
        operation -> {
          for (String type :
              List.of(
                  "text/plain",
                  "application/x-www-form-urlencoded",
                  "multipart/form-data; boundary=x",
                  "application/xml",
                  "application/octet-stream",
                  "nonsense",
                  "application/json, text/plain")) {
            Call.Answer answer =
                operation
                    .call(operation.filled())
                    .header("Content-Type", type)
                    .send(operation.method(), "{}");
            assertThat(answer.status()).as(type + answer.text()).isIn(400, 415);
            Refusals.check(answer, type);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> body_beyondTheLimit_is413WhetherAnnouncedOrNot() {
    String text = "\"" + "x".repeat(5 * 1024 * 1024) + "\"";
    byte[] large = ("{\"data\":" + text + "}").getBytes(StandardCharsets.UTF_8);
    return OpenApi.shared()
        .withBody()
        .flatMap(
            operation -> Stream.of(true, false).map(announced -> Map.entry(operation, announced)))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey() + (each.getValue() ? ", announced" : ", chunked"),
                    () -> {
                      Call call = each.getKey().withJson();
                      Call.Answer answer =
                          each.getValue()
                              ? call.send(each.getKey().method(), large)
                              : call.sendChunked(each.getKey().method(), large);
                      assertThat(answer.status()).as(answer.text()).isIn(413, 422);
                      Refusals.check(answer, "large");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> method_thatAnAddressDoesNotTake_is405() {
    Map<String, Set<String>> taken =
        OpenApi.shared().operations().stream()
            .collect(
                Collectors.groupingBy(
                    OpenApi.Operation::filled,
                    Collectors.mapping(OpenApi.Operation::method, Collectors.toSet())));
    return taken.entrySet().stream()
        .map(
            address ->
                DynamicTest.dynamicTest(
                    address.getKey(),
                    () -> {
                      for (String method :
                          List.of("GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get")) {
                        if (!address.getValue().contains(method)) {
                          Call.Answer answer =
                              Call.to(address.getKey()).send(method, (String) null);
                          // 415, because a word fits where an id is meant, and there PATCH is
                          // taken.
                          assertThat(answer.status())
                              .as(method + answer.text())
                              .isIn(400, 404, 405, 415, 501);
                          Refusals.check(answer, method);
                        }
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> id_thatIsNone_isNotFound() {
    return OpenApi.testEach(
        OpenApi.shared().operations().stream().filter(operation -> operation.path().contains("{")),
        operation -> {
          for (String id : NO_IDS) {
            Call call = operation.call(operation.filled(id));
            Call.Answer answer =
                operation.takesBody()
                    ? call.header("Content-Type", "application/json")
                        .send(operation.method(), OpenApi.shared().example(operation).toString())
                    : call.send(operation.method(), (String) null);
            assertThat(answer.status()).as(id + answer.text()).isIn(400, 404, 422);
            Refusals.check(answer, id);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> parameter_thatIsNone_isNamed() {
    return OpenApi.testEach(
        OpenApi.shared().operations().stream()
            .filter(operation -> !operation.parameters("query").isEmpty()),
        operation -> {
          for (String name : operation.parameters("query")) {
            for (String value : NO_PARAMETERS) {
              Call.Answer answer =
                  operation
                      .call(operation.filled() + "?" + name + "=" + value)
                      .send(operation.method(), (String) null);
              String what = name + "=" + value;
              assertThat(answer.status()).as(what + answer.text()).isLessThan(500);
              if (answer.status() >= 400) {
                Refusals.check(answer, what);
              }
            }
          }
        });
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] doubled(byte[] right) {
    String text = text(right);
    return ("{\"name\":\"a\",\"name\":\"b\"," + text.substring(1)).getBytes(StandardCharsets.UTF_8);
  }
}
