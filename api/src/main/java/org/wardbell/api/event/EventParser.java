package org.wardbell.api.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.json.NumberLimits;
import org.wardbell.api.json.StrictJson;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.problem.RequestLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The parser of events, in one pass. The bytes of {@code data} are cut out of the request as they
 * were sent: they are checked, but neither turned into objects nor written again.
 */
final class EventParser {
  /** One commit, and one workflow. */
  static final int MAXIMUM_BATCH = 100;

  /** In a batch an event stands inside an object and an array. */
  private static final int BATCH_LEVELS = 2;

  private static final JsonFactory ONE = factory(0);
  private static final JsonFactory BATCH = factory(BATCH_LEVELS);

  private final byte[] body;
  private final JsonParser parser;
  private final FieldChecks checks;

  private EventParser(byte[] body, JsonParser parser, FieldChecks checks) {
    this.body = body;
    this.parser = parser;
    this.checks = checks;
  }

  private static JsonFactory factory(int levels) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StrictJson.constraints(
                RequestLimits.MAXIMUM_BATCH_BYTES, RequestLimits.MAXIMUM_DEPTH + levels))
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  /**
   * Returns the one event of a body.
   *
   * @throws ProblemException 400 if this is not JSON, or nested too deeply
   */
  static EventDraft one(byte[] body, FieldChecks checks) {
    return parse(ONE, body, checks, parser -> parser.event(""));
  }

  /**
   * Returns the events of {@code {"events": […]}}.
   *
   * @throws ProblemException 400 if this is not JSON, 422 if there are none or too many
   */
  static List<EventDraft> batch(byte[] body, FieldChecks checks) {
    return parse(BATCH, body, checks, EventParser::events);
  }

  /**
   * Reads one object and nothing else.
   *
   * @throws ProblemException 400 if this is none, or nested too deeply
   */
  static void object(byte[] data) {
    var _ = parse(ONE, data, new FieldChecks(), EventParser::skipped);
  }

  private boolean skipped() {
    parser.skipChildren();
    return true;
  }

  private interface Reading<T> {
    T read(EventParser parser);
  }

  private static <T> T parse(
      JsonFactory factory, byte[] body, FieldChecks checks, Reading<T> reading) {
    Utf8.require(body);
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw ProblemException.of(
            ProblemKind.MALFORMED, "The body must be one JSON object (RFC 8259).");
      }
      T read = reading.read(new EventParser(body, parser, checks));
      if (parser.nextToken() != null) {
        throw ProblemException.of(
            ProblemKind.MALFORMED, "There is something after the JSON object. Remove it.");
      }
      return read;
    } catch (JacksonException failure) {
      throw JsonProblems.of(failure);
    }
  }

  private List<EventDraft> events() {
    List<EventDraft> events = new ArrayList<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("events") && value == JsonToken.START_ARRAY) {
        items(events);
      } else {
        parser.skipChildren();
        checks.add(
            JsonProblems.shown(name),
            name.equals("events") ? "must be a list" : "is not a field that exists here",
            "Send {\"events\": […]} and nothing else.");
      }
    }
    if (events.isEmpty() && checks.isClean()) {
      checks.add("events", "is missing or empty", "Send 1 to " + MAXIMUM_BATCH + " events.");
    }
    return events;
  }

  private void items(List<EventDraft> events) {
    for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      if (index == MAXIMUM_BATCH) {
        throw ProblemException.invalid(
            "events",
            "has more than " + MAXIMUM_BATCH + " events",
            "Send several batches of at most " + MAXIMUM_BATCH + ".");
      }
      String path = "events[" + index + "]";
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        events.add(event(path + "."));
      } else {
        parser.skipChildren();
        checks.add(path, "must be a JSON object", "Send an event with type and data.");
      }
    }
  }

  private EventDraft event(String path) {
    Map<EventField, String> texts = new EnumMap<>(EventField.class);
    byte[] data = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      EventField field = EventField.named(parser.currentName());
      if (field == null) {
        checks.add(
            path + JsonProblems.shown(parser.currentName()),
            "is not a field that exists here",
            "Remove it, or move it into data. Fields here: " + EventField.all() + ".");
        parser.nextToken();
        parser.skipChildren();
      } else if (field == EventField.DATA) {
        data = object(path);
      } else {
        text(path, field, texts);
      }
    }
    return new EventDraft(
        path,
        texts.get(EventField.TYPE),
        texts.get(EventField.SUBJECT),
        texts.get(EventField.OCCURRED_AT),
        texts.get(EventField.CLINIC),
        texts.get(EventField.ID),
        data);
  }

  private byte @Nullable [] object(String path) {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      if (token != JsonToken.VALUE_NULL) {
        checks.add(path + "data", "must be a JSON object", "Send {} if there is nothing to say.");
        return new byte[0];
      }
      return null;
    }
    int begin = (int) parser.currentTokenLocation().getByteOffset();
    if (!NumberLimits.skip(parser)) {
      checks.add(
          path + "data",
          NumberLimits.PROBLEM,
          "Send a number that other systems can read, or send it as text.");
    }
    int end = (int) parser.currentLocation().getByteOffset();
    return Arrays.copyOfRange(body, begin, end);
  }

  private void text(String path, EventField field, Map<EventField, String> texts) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      texts.put(field, parser.getString());
    } else if (token != JsonToken.VALUE_NULL) {
      parser.skipChildren();
      checks.add(path + field.json(), "must be text", "Send a JSON string.");
      // A stand-in, so that it is not called missing as well.
      texts.put(field, "");
    }
  }
}
