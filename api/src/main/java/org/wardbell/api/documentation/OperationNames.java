package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names of operations, which generated clients turn into methods. They follow from method and
 * path alone, so that a new controller renames nothing.
 */
final class OperationNames {
  private static final String BASE = "/api/v1/";

  /** Those that a person would call otherwise than the rule does. */
  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("GET audit/verification", "verifyAudit"),
          Map.entry("POST appointments", "bookAppointment"),
          Map.entry("POST calendars", "connectCalendar"),
          Map.entry("DELETE calendars/{id}", "disconnectCalendar"),
          Map.entry("GET event-types/{type}/schema", "readEventTypeSchema"),
          Map.entry("POST events", "postEvent"),
          Map.entry("POST events/batch", "postEvents"),
          Map.entry("DELETE keys/{id}", "revokeKey"),
          Map.entry("GET webhooks/export", "exportWebhooks"),
          Map.entry("POST webhooks/import", "importWebhooks"),
          Map.entry("POST webhooks/import/kivicare", "importKiviCareWebhooks"),
          Map.entry("POST webhooks/bulk", "changeWebhooks"),
          Map.entry("POST deliveries/bulk", "changeDeliveries"),
          Map.entry("GET deliveries/{id}/attempts/{number}/curl", "readAttemptCommand"),
          Map.entry("POST presets/{id}/webhook", "createPresetWebhook"),
          Map.entry("POST appointment-imports", "importAppointments"),
          Map.entry("GET appointments/{id}/history", "listAppointmentChanges"),
          Map.entry("POST appointments/{id}/status", "changeAppointmentStatus"),
          Map.entry("GET clinics/{id}/appointment-policy", "readAppointmentPolicy"),
          Map.entry("PUT clinics/{id}/appointment-policy", "changeAppointmentPolicy"),
          Map.entry("GET calendars/{id}/event-style", "readCalendarEventStyle"),
          Map.entry("PUT calendars/{id}/event-style", "changeCalendarEventStyle"),
          Map.entry("DELETE calendars/{id}/event-style", "resetCalendarEventStyle"),
          Map.entry("GET clinics/{id}/event-style", "readClinicEventStyle"),
          Map.entry("PUT clinics/{id}/event-style", "changeClinicEventStyle"),
          Map.entry("GET retention", "listSweeps"),
          Map.entry("GET retention/defaults", "readRetentionDefaults"),
          Map.entry("PUT retention/defaults", "changeRetentionDefaults"),
          Map.entry("GET clinics/{id}/retention", "readClinicRetention"),
          Map.entry("PUT clinics/{id}/retention", "changeClinicRetention"),
          Map.entry("DELETE clinics/{id}/retention", "resetClinicRetention"),
          Map.entry("POST passwords", "setPassword"),
          Map.entry("POST persons/{id}/password-link", "createPasswordLink"),
          Map.entry("DELETE persons/{id}/sessions", "endPersonSessions"),
          Map.entry("DELETE persons/{id}/totp", "resetSecondFactor"),
          Map.entry("POST session", "signIn"),
          Map.entry("GET session", "readSession"),
          Map.entry("PATCH session", "changeSession"),
          Map.entry("DELETE session", "signOut"),
          Map.entry("DELETE sessions", "signOutEverywhere"),
          Map.entry("PUT session/password", "changePassword"),
          Map.entry("POST session/totp", "beginSecondFactor"),
          Map.entry("POST session/totp/confirmation", "confirmSecondFactor"),
          Map.entry("POST session/totp/removal", "removeSecondFactor"),
          Map.entry("GET exports/attempts", "exportAttempts"),
          Map.entry("GET exports/deliveries", "exportDeliveries"),
          Map.entry("GET exports/{id}/file", "downloadExport"),
          Map.entry("POST deliveries/remove", "removeDeliveries"),
          Map.entry("POST deliveries/resend", "resendDeliveries"),
          Map.entry("POST deliveries/cancel", "cancelDeliveries"),
          Map.entry("GET live", "watchLive"),
          Map.entry("GET search", "search"),
          Map.entry("POST search", "searchPrivately"),
          Map.entry("GET statistics", "readStatistics"),
          Map.entry("GET statistics/rebuild", "readStatisticsRebuild"),
          Map.entry("POST statistics/rebuild", "rebuildStatistics"),
          Map.entry("POST webhooks/preview", "previewWebhook"),
          Map.entry("POST webhooks/test-all", "testAllWebhooks"),
          Map.entry("POST webhooks/{id}/oauth/start", "startWebhookConsent"),
          Map.entry("POST webhooks/{id}/oauth/disconnect", "endWebhookConsent"),
          Map.entry("POST webhooks/{id}/replays", "createReplay"),
          Map.entry("POST webhooks/{id}/rotate-secret", "rotateWebhookSecret"));

  private OperationNames() {}

  /** Names every operation of the document. */
  static void addTo(OpenAPI document) {
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) -> {
                          if (path.startsWith(BASE)) {
                            operation.setOperationId(of(method, path));
                          }
                        }));
  }

  static String of(PathItem.HttpMethod method, String path) {
    String resource = path.substring(BASE.length());
    String irregular = IRREGULAR.get(method + " " + resource);
    if (irregular != null) {
      return irregular;
    }
    List<String> segments = List.of(resource.split("/", -1));
    String last = segments.getLast();
    if (isParameter(last)) {
      return verb(method) + nouns(segments.subList(0, segments.size() - 1), true);
    }
    boolean collection = segments.size() == 1 || method == PathItem.HttpMethod.GET;
    if (!collection) {
      return camel(last, false) + nouns(segments.subList(0, segments.size() - 1), true);
    }
    return method == PathItem.HttpMethod.GET
        ? "list" + nouns(segments, false)
        : verb(method) + nouns(segments, true);
  }

  private static String verb(PathItem.HttpMethod method) {
    return switch (method) {
      case GET -> "read";
      case POST -> "create";
      case PUT -> "change";
      case PATCH -> "patch";
      case DELETE -> "delete";
      case HEAD, OPTIONS, TRACE -> method.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String nouns(List<String> segments, boolean lastInSingular) {
    List<String> nouns = new ArrayList<>(segments);
    nouns.removeIf(OperationNames::isParameter);
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < nouns.size(); i++) {
      boolean singular = i < nouns.size() - 1 || lastInSingular;
      name.append(camel(singular ? singular(nouns.get(i)) : nouns.get(i), true));
    }
    return name.toString();
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{");
  }

  static String singular(String noun) {
    if (noun.endsWith("ies")) {
      return noun.substring(0, noun.length() - 3) + "y";
    }
    return noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : noun;
  }

  private static String camel(String words, boolean firstToo) {
    StringBuilder name = new StringBuilder();
    for (String word : words.split("-", -1)) {
      boolean upper = firstToo || !name.isEmpty();
      name.append(upper ? Character.toUpperCase(word.charAt(0)) : word.charAt(0));
      name.append(word, 1, word.length());
    }
    return name.toString();
  }
}
