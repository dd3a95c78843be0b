package org.wardbell.activities.calendar.google;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.model.Event;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.RemotePage.Unreadable;
import org.wardbell.activities.calendar.google.event.EventMapper;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reader of a page of events (reference "Events: list"). Each item is mapped on its own, so
 * that one that cannot be read does not hold up the others.
 */
final class PageReader {
  /** The code of an item whose fields are not what the reference says. */
  static final String UNREADABLE = "unreadable";

  /** The code of an item without an id. */
  static final String WITHOUT_ID = "without_id";

  private static final JsonMapper JSON = JsonMapper.shared();

  private PageReader() {}

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if the whole answer is not such a page
   */
  static RemotePage read(InputStream answer) throws IOException {
    JsonNode page = tree(answer.readAllBytes());
    ZoneId known = zone(page.path("timeZone").asString(""));
    ZoneId zone = known == null ? ZoneOffset.UTC : known;
    List<RemoteEvent> events = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      String id = item.path("id").asString("");
      if (id.isEmpty()) {
        unreadable.add(new Unreadable("", WITHOUT_ID));
        continue;
      }
      RemoteEvent event = event(item, zone);
      if (event == null) {
        unreadable.add(new Unreadable(id, UNREADABLE));
      } else {
        events.add(event);
      }
    }
    return new RemotePage(
        events, unreadable, token(page, "nextPageToken"), token(page, "nextSyncToken"), known);
  }

  private static JsonNode tree(byte[] answer) {
    try {
      JsonNode page = JSON.readTree(answer);
      if (page.isObject()) {
        return page;
      }
    } catch (JacksonException notJson) {
      // Its message quotes the answer.
    }
    throw new IllegalArgumentException("the answer is no page of events");
  }

  /** Returns the event, or null if it cannot be read: then nothing of it is known but its id. */
  private static @Nullable RemoteEvent event(JsonNode item, ZoneId zone) {
    try {
      Event event =
          GsonFactory.getDefaultInstance()
              .createJsonParser(item.toString())
              .parseAndClose(Event.class);
      return EventMapper.read(event, zone);
    } catch (IOException | RuntimeException cannotBeRead) {
      return null;
    }
  }

  private static @Nullable String token(JsonNode page, String field) {
    String token = page.path(field).asString("");
    return token.isEmpty() ? null : token;
  }

  private static @Nullable ZoneId zone(String name) {
    try {
      return name.isEmpty() ? null : ZoneId.of(name);
    } catch (DateTimeException unknownHere) {
      return null;
    }
  }
}
