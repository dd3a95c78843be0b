package org.wardbell.api.schema;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.workflows.event.CatalogueModule;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI 3.0 document of what webhooks send in the standard envelope: one channel, whose
 * address each webhook gives, and one message for each type of event.
 */
final class AsyncApiDocument {
  private static final String VERSION = "3.0.0";
  private static final String CHANNEL = "webhook";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String MESSAGES = "#/components/messages/";
  private static final String HEADERS = "headers";

  private static final String DESCRIPTION =
      """
      What a webhook in the format `standard` sends: one HTTP request for each event, signed by Standard Webhooks 1.0. \
      Any 2xx answer takes it; others are tried again. The same `webhook-id` may come twice: take it once. \
      Fields of `data` are those that the clinic's system posted; each may be missing, and others may be there.""";

  private final EventCatalogue catalogue;
  private final Function<String, Optional<KeptEventType>> own;
  private final DataSchemas schemas;
  private final SampleData samples;
  private final JsonMapper json;

  /**
   * @param own the clinic's definition of a type, if it has one
   */
  AsyncApiDocument(
      EventCatalogue catalogue,
      Function<String, Optional<KeptEventType>> own,
      DataSchemas schemas,
      JsonMapper json) {
    this.catalogue = catalogue;
    this.own = own;
    this.schemas = schemas;
    this.samples = new SampleData(catalogue);
    this.json = json;
  }

  /** Returns the document. */
  ObjectNode write(String version) {
    ObjectNode document = json.createObjectNode();
    document.put("asyncapi", VERSION);
    ObjectNode info = document.putObject("info");
    info.put("title", "Wardbell's events").put("version", version).put("description", DESCRIPTION);
    info.putObject("license")
        .put("name", "Apache-2.0")
        .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
    ObjectNode operation = json.createObjectNode();
    document.put("defaultContentType", "application/json");
    ObjectNode channel = document.putObject("channels").putObject(CHANNEL);
    channel.putNull("address").put("title", "A webhook's URL");
    ObjectNode inChannel = channel.putObject("messages");
    document.putObject("operations").set("deliver", operation);
    operation.put("action", "send").put("title", "Deliver an event");
    operation.set("channel", reference("#/channels/" + CHANNEL));
    operation.putObject("bindings").putObject("http").put("method", "POST");
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    ObjectNode kept = components.putObject("schemas");
    kept.set(HEADERS, headers());
    for (EventType type : catalogue.types()) {
      inChannel.set(type.type(), reference(MESSAGES + type.type()));
      messages.set(type.type(), message(type, kept));
    }
    return document;
  }

  private ObjectNode reference(String to) {
    return json.createObjectNode().put("$ref", to);
  }

  private ObjectNode message(EventType type, ObjectNode kept) {
    KeptEventType definition = own.apply(type.type()).orElse(null);
    ObjectNode message = json.createObjectNode();
    message.put("name", type.type()).put("title", type.label());
    message.put("contentType", "application/json");
    message.set(HEADERS, reference(SCHEMAS + HEADERS));
    message.putArray("tags").addObject().put("name", module(type));
    message.set("payload", payload(type, definition, kept));
    ObjectNode example = message.putArray("examples").addObject().putObject("payload");
    example.put("id", sample("event_id")).put("type", type.type());
    example.put("timestamp", sample("timestamp")).put("clinic_id", sample("clinic_id"));
    example.set("data", json.readTree(samples.of(type.type())));
    return message;
  }

  private String sample(String variable) {
    var described = catalogue.variable(variable);
    return described == null ? "" : String.valueOf(described.sample());
  }

  private String module(EventType type) {
    return catalogue.modules().stream()
        .filter(module -> module.name().equals(type.module()))
        .findFirst()
        .map(CatalogueModule::label)
        .orElse(type.module());
  }

  /**
   * Returns the payload's schema. One that a clinic gave may use all of draft 2020-12, which
   * AsyncAPI takes only if the format is named, and only as a whole.
   */
  private ObjectNode payload(EventType type, @Nullable KeptEventType definition, ObjectNode kept) {
    if (DataSchemas.hasOwn(definition)) {
      return json.createObjectNode()
          .put("schemaFormat", "application/schema+json;version=draft-2020-12")
          .set("schema", envelope(type, schemas.document(catalogue, type, definition)));
    }
    kept.set(type.type(), schemas.made(catalogue, type));
    return envelope(type, reference(SCHEMAS + type.type()));
  }

  private ObjectNode envelope(EventType type, ObjectNode data) {
    ObjectNode envelope = json.createObjectNode().put("type", "object");
    envelope
        .putArray("required")
        .add("id")
        .add("type")
        .add("timestamp")
        .add("clinic_id")
        .add("data");
    ObjectNode properties = envelope.putObject("properties");
    properties.set("id", text("uuid", "The event's id; the same for every webhook and attempt."));
    properties.putObject("type").put("const", type.type());
    properties.set("timestamp", text("date-time", "When it happened."));
    properties.set("clinic_id", text("uuid", "The clinic's id."));
    properties.set("data", data);
    return envelope;
  }

  private ObjectNode text(String format, String description) {
    return json.createObjectNode()
        .put("type", "string")
        .put("format", format)
        .put("description", description);
  }

  private ObjectNode headers() {
    ObjectNode headers = json.createObjectNode().put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    Map.of(
            "webhook-id", "The delivery's id; every attempt of it carries the same.",
            "webhook-timestamp", "The time of the attempt, in seconds since 1970.",
            "webhook-signature",
                "v1, and base64 of HMAC-SHA-256 over id.timestamp.body; several if secrets overlap.",
            "wardbell-event-id", "The event's id.")
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            header ->
                properties
                    .putObject(header.getKey())
                    .put("type", "string")
                    .put("description", header.getValue()));
    return headers;
  }
}
