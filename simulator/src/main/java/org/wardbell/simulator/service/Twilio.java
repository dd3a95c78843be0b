package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;

/** Twilio's messages. */
final class Twilio implements Target {
  private static final String SID = "AC00000000000000000000000000000000";
  private static final String TOKEN = "token-of-the-account";
  private static final int MOST_CHARACTERS = 1_600;

  @Override
  public String name() {
    return "twilio";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of("api", here, "auth_token", TOKEN);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/2010-04-01/");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!(SID + ":" + TOKEN).equals(request.basic())) {
      return error(401, 20003, "Authenticate");
    }
    if (!request.path().equals("/2010-04-01/Accounts/" + SID + "/Messages.json")) {
      return error(404, 20404, "The requested resource was not found");
    }
    if (!request.method().equals("POST")) {
      return error(405, 20004, "Method not allowed");
    }
    Map<String, String> form =
        request.contentType().startsWith("multipart") ? null : request.form();
    if (form == null) {
      return error(400, 21604, "A 'To' phone number is required.");
    }
    if (!form.getOrDefault("To", "").matches("\\+[1-9][0-9]{6,14}")) {
      return error(400, 21211, "Invalid 'To' Phone Number: XXXX");
    }
    if (!form.containsKey("From") && !form.containsKey("MessagingServiceSid")) {
      return error(400, 21603, "A 'From' phone number is required.");
    }
    String body = form.getOrDefault("Body", "");
    if (body.isEmpty()) {
      return error(400, 21602, "Message body is required.");
    }
    return body.length() > MOST_CHARACTERS
        ? error(400, 21617, "The concatenated message body exceeds the 1600 character limit.")
        : Response.json(
            201, "{\"sid\":\"SM00000000000000000000000000000000\",\"status\":\"queued\"}");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "invalid_to", error(400, 21211, "Invalid 'To' Phone Number: XXXX"),
        "unsubscribed", error(400, 21610, "Attempt to send to unsubscribed recipient"),
        "not_a_mobile",
            error(400, 21614, "'To' number: +442121100000 is not a valid mobile number"),
        "country_not_enabled",
            error(400, 21408, "Permission to send an SMS has not been enabled for the region"),
        "invalid_from", error(400, 21606, "The 'From' phone number is not a valid sender"),
        "too_long", error(400, 21617, "The concatenated message body exceeds the limit"),
        "not_authenticated", error(401, 20003, "Authenticate"),
        "no_such_account", error(404, 20404, "The requested resource was not found"),
        "too_many_requests", error(429, 20429, "Too Many Requests"));
  }

  private static Response error(int status, int code, String message) {
    return Response.json(
        status,
        "{\"code\":%d,\"message\":\"%s\",\"more_info\":\"https://www.twilio.com/docs/errors/%d\",\"status\":%d}"
            .formatted(code, message, code, status));
  }
}
