package org.wardbell.simulator.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** Salesforce: a token by client credentials, and the upsert by an external id. */
final class Salesforce implements Target {
  private static final String CLIENT = "consumer-key";
  private static final String SECRET = "consumer-secret";
  private static final Pattern RECORD =
      Pattern.compile("/services/data/v[0-9]+\\.0/sobjects/Contact/([A-Za-z0-9_]+)/([^/]+)");
  private static final Set<String> FIELDS =
      Set.of("LastName", "FirstName", "Email", "Phone", "Birthdate");

  private static final Map<String, Integer> MOST_CHARACTERS =
      Map.of("LastName", 80, "FirstName", 40, "Email", 80, "Phone", 40);

  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Map<String, String>> contacts = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "salesforce";
  }

  Map<String, Map<String, String>> contacts() {
    return Map.copyOf(contacts);
  }

  void endSessions() {
    sessions.clear();
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("my_domain", here, "client_id", CLIENT, "client_secret", SECRET);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/services/data/") || path.equals("/services/oauth2/token");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (request.path().equals("/services/oauth2/token")) {
      return token(request);
    }
    if (!sessions.contains(String.valueOf(request.bearer()))) {
      return error(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }
    Matcher record = RECORD.matcher(request.path());
    if (!record.matches() || !record.group(1).equals("Patient_Id__c")) {
      return error(404, "NOT_FOUND", "The requested resource does not exist");
    }
    if (!request.method().equals("PATCH")) {
      return error(
          405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed. Allowed are HEAD,GET,PATCH,DELETE");
    }
    return request.contentType().equals("application/json")
        ? keep(record.group(2), request.json())
        : error(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type not supported");
  }

  /** Answers as the documentation's example does: without a time at which the token ends. */
  private Response token(TargetRequest request) {
    Map<String, String> form = request.form();
    boolean right =
        form != null
            && form.getOrDefault("grant_type", "").equals("client_credentials")
            && form.getOrDefault("client_id", "").equals(CLIENT)
            && form.getOrDefault("client_secret", "").equals(SECRET);
    if (!right) {
      return Response.json(
          400,
          "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}");
    }
    String session = "00D!session-" + numbers.incrementAndGet();
    sessions.add(session);
    return Response.json(
        200,
        "{\"access_token\":\"%s\",\"instance_url\":\"https://clinic.my.salesforce.com\",\"token_type\":\"Bearer\",\"issued_at\":\"1\"}"
            .formatted(session));
  }

  private Response keep(String id, JsonNode contact) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : contact.propertyNames()) {
      if (!FIELDS.contains(name)) {
        return error(400, "INVALID_FIELD", "No such column on sobject of type Contact");
      }
      fields.put(name, contact.path(name).asString(""));
    }
    if (fields.getOrDefault("LastName", "").isEmpty()) {
      return error(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [LastName]");
    }
    Response wrong = wrongValue(fields);
    if (wrong != null) {
      return wrong;
    }
    boolean created = contacts.put(id, fields) == null;
    return Response.json(
        created ? 201 : 200,
        "{\"id\":\"0035e00000AAAAA\",\"success\":true,\"errors\":[],\"created\":%s}"
            .formatted(created));
  }

  /** Checks the lengths and forms of a contact's standard fields. */
  private static @Nullable Response wrongValue(Map<String, String> fields) {
    for (Map.Entry<String, Integer> most : MOST_CHARACTERS.entrySet()) {
      String value = fields.getOrDefault(most.getKey(), "");
      if (value.codePointCount(0, value.length()) > most.getValue()) {
        return error(400, "STRING_TOO_LONG", most.getKey() + ": data value too large");
      }
    }
    if (!fields.getOrDefault("Email", "a@b.example").matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
      return error(400, "INVALID_EMAIL_ADDRESS", "Email: invalid email address");
    }
    return fields.getOrDefault("Birthdate", "2000-01-01").matches("\\d{4}-\\d{2}-\\d{2}")
        ? null
        : error(400, "JSON_PARSER_ERROR", "Cannot deserialize instance of date");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.ofEntries(
        Map.entry(
            "not_unique", Response.json(300, "[\"/services/data/v62.0/sobjects/Contact/1\"]")),
        Map.entry(
            "required_field",
            error(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Region__c]")),
        Map.entry("duplicates", error(400, "DUPLICATES_DETECTED", "Use one of these records?")),
        Map.entry("too_long", error(400, "STRING_TOO_LONG", "Phone: data value too large")),
        Map.entry(
            "invalid_email", error(400, "INVALID_EMAIL_ADDRESS", "Email: invalid email address")),
        Map.entry(
            "invalid_value",
            error(400, "JSON_PARSER_ERROR", "Cannot deserialize instance of date")),
        Map.entry(
            "invalid_field",
            error(400, "INVALID_FIELD", "No such column on sobject of type Contact")),
        Map.entry(
            "invalid_session", error(401, "INVALID_SESSION_ID", "Session expired or invalid")),
        Map.entry(
            "request_limit", error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")),
        Map.entry(
            "no_such_field", error(404, "NOT_FOUND", "Provided external ID field does not exist")));
  }

  private static Response error(int status, String code, String message) {
    return Response.json(
        status,
        "[{\"message\":\"%s\",\"errorCode\":\"%s\",\"fields\":[]}]".formatted(message, code));
  }
}
