package org.wardbell.simulator.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The control API under {@code /_control/}, for tests in other processes and for people. */
final class ControlRoutes {

  static final String PREFIX = "/_control/";

  /** Requests in one answer when the caller does not say. */
  private static final int DEFAULT_LIMIT = 1_000;

  /** Rows per piece of the arrivals stream. */
  private static final int ROWS_PER_PIECE = 1_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Endpoints endpoints;
  private final RequestLog log;
  private final @Nullable ArrivalLedger ledger;

  ControlRoutes(Endpoints endpoints, RequestLog log, @Nullable ArrivalLedger ledger) {
    this.endpoints = endpoints;
    this.log = log;
    this.ledger = ledger;
  }

  void handle(Request request, Connection connection) throws IOException {
    String name = request.path().substring(PREFIX.length());
    if (request.method().equals("GET") && name.equals("arrivals") && ledger != null) {
      streamArrivals(ledger, (int) Query.parse(request.query()).number("since", 0), connection);
    } else {
      connection.send(answer(request, name));
    }
  }

  private Response answer(Request request, String name) {
    Query query = Query.parse(request.query());
    return switch (request.method() + " " + name) {
      case "GET requests" -> Response.json(200, requests(query));
      case "GET stats" -> Response.json(200, stats());
      case "GET arrivals" ->
          problem(409, "arrivals are kept in counting mode only; start with --counting");
      case "DELETE requests" -> {
        log.clear();
        if (ledger != null) {
          ledger.clear();
        }
        yield Response.of(204);
      }
      default -> configure(request, query.get("path", "/hook/" + name));
    };
  }

  private Response configure(Request request, String path) {
    switch (request.method()) {
      case "PUT" -> {
        try {
          endpoints.set(path, BehaviourJson.read(request.body().utf8()));
          return Response.of(204);
        } catch (IllegalArgumentException e) {
          return problem(400, String.valueOf(e.getMessage()));
        }
      }
      case "DELETE" -> {
        endpoints.remove(path);
        return Response.of(204);
      }
      default -> {
        return problem(
            404,
            "use PUT or DELETE /_control/<name>, GET or DELETE /_control/requests,"
                + " GET /_control/stats, GET /_control/arrivals");
      }
    }
  }

  private String requests(Query query) {
    String path = query.get("path");
    long since = query.number("since", 0);
    long limit = query.number("limit", DEFAULT_LIMIT);
    Predicate<ReceivedRequest> wanted =
        request -> request.sequence() > since && (path == null || request.path().equals(path));
    ArrayNode list = JSON.createArrayNode();
    List<ReceivedRequest> selected = log.select(wanted);
    selected.stream().limit(limit).forEach(request -> list.add(json(request)));
    return list.toString();
  }

  private static ObjectNode json(ReceivedRequest request) {
    ObjectNode node = JSON.createObjectNode();
    node.put("sequence", request.sequence());
    node.put("arrived_micros", request.arrivedMicros());
    node.put("arrived_at", request.arrivedAt().toString());
    node.put("connection", request.connection());
    node.put("method", request.method());
    node.put("path", request.path());
    node.put("query", request.query());
    ArrayNode headers = node.putArray("headers");
    request
        .headers()
        .forEach(h -> headers.addObject().put("name", h.name()).put("value", h.value()));
    node.put("body", request.text());
    node.put("answered_status", request.answeredStatus());
    return node;
  }

  private String stats() {
    ObjectNode node = JSON.createObjectNode();
    if (ledger == null) {
      node.put("mode", "log").put("received", log.total());
      return node.toString();
    }
    ArrivalLedger.Totals totals = ledger.totals();
    node.put("mode", "counting");
    node.put("received", totals.received());
    node.put("distinct_webhook_ids", totals.distinct());
    node.put("duplicates", totals.duplicates());
    node.put("not_kept", totals.notKept());
    ObjectNode paths = node.putObject("per_path");
    totals.perPath().forEach(paths::put);
    return node.toString();
  }

  /**
   * Streams JSON lines without a length, ended by the connection's end; row numbers are the order.
   */
  private static void streamArrivals(ArrivalLedger ledger, int since, Connection connection)
      throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\nConnection: close\r\n\r\n";
    connection.sendRaw(head.getBytes(StandardCharsets.US_ASCII));
    int from = since;
    while (true) {
      List<Arrival> rows = ledger.rows(from, ROWS_PER_PIECE);
      if (rows.isEmpty()) {
        connection.close();
        return;
      }
      StringBuilder lines = new StringBuilder(rows.size() * 160);
      for (Arrival row : rows) {
        appendLine(lines, row);
      }
      connection.sendRaw(lines.toString().getBytes(StandardCharsets.UTF_8));
      from += rows.size();
    }
  }

  private static void appendLine(StringBuilder lines, Arrival row) {
    lines.append("{\"webhook_id\":").append(JSON.writeValueAsString(row.webhookId()));
    lines.append(",\"event_id\":").append(JSON.writeValueAsString(row.eventId()));
    lines.append(",\"path\":").append(JSON.writeValueAsString(row.path()));
    lines.append(",\"at_micros\":").append(row.atMicros()).append("}\n");
  }

  private static Response problem(int status, String sentence) {
    return Response.json(status, JSON.createObjectNode().put("problem", sentence).toString());
  }
}
