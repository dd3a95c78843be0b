package org.wardbell.simulator.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    boolean created = contacts.put(id, fields) == null;
    return Response.json(
        created ? 201 : 200,
        "{\"id\":\"0035e00000AAAAA\",\"success\":true,\"errors\":[],\"created\":%s}"
            .formatted(created));
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "not_unique", Response.json(300, "[\"/services/data/v62.0/sobjects/Contact/1\"]"),
        "required_field",
            error(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [Region__c]"),
        "duplicates", error(400, "DUPLICATES_DETECTED", "Use one of these records?"),
        "invalid_field", error(400, "INVALID_FIELD", "No such column on sobject of type Contact"),
        "invalid_session", error(401, "INVALID_SESSION_ID", "Session expired or invalid"),
        "request_limit", error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
        "no_such_field", error(404, "NOT_FOUND", "Provided external ID field does not exist"));
  }

  private static Response error(int status, String code, String message) {
    return Response.json(
        status,
        "[{\"message\":\"%s\",\"errorCode\":\"%s\",\"fields\":[]}]".formatted(message, code));
  }
}
