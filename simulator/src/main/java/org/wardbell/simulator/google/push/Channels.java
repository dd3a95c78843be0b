package org.wardbell.simulator.google.push;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.google.calendar.StoredCalendar;
import tools.jackson.databind.JsonNode;

/** The live channels, and the rules of watch and stop. */
public final class Channels {

  /** Life that Google grants at most, and when the client asks for none (guide "Push"). */
  static final Duration DEFAULT_LIFE = Duration.ofDays(7);

  private static final Pattern CHANNEL_ID = Pattern.compile("[A-Za-z0-9\\-_+/=]{1,64}");

  private static final int MAX_TOKEN_CHARACTERS = 256;

  /** The first is the reference's; users report that Google takes the second too. */
  private static final Set<String> TYPES = Set.of("web_hook", "webhook");

  private final Map<String, Channel> live = new LinkedHashMap<>();
  private final Map<String, Channel> stopped = new LinkedHashMap<>();
  private final Set<String> usedIds = new HashSet<>();
  private Duration longestLife = DEFAULT_LIFE;

  /** Limits the life of channels from now on, regardless of the requested one. */
  public synchronized void longestLife(Duration life) {
    longestLife = life;
  }

  public synchronized Channel open(
      JsonNode body, StoredCalendar calendar, String account, String rootUrl) {
    String id = body.path("id").asString("");
    String address = body.path("address").asString("");
    String token = body.path("token").asString(null);
    check(body, id, address, token, calendar);
    if (!usedIds.add(id)) {
      throw new GoogleException(
          400, "channelIdNotUnique", "Channel id " + id + " not unique", "id");
    }
    String resourceUri = rootUrl + "/calendar/v3/calendars/" + calendar.id() + "/events?alt=json";
    Channel channel =
        new Channel(
            id,
            calendar.id(),
            address,
            token,
            account,
            resourceId(calendar),
            resourceUri,
            Instant.now().plus(life(body)));
    live.put(id, channel);
    return channel;
  }

  /**
   * Stops a channel; 404 when there is none, 403 when another account opened it.
   *
   * @param goingOn for this time it is pushed to all the same
   */
  public synchronized void stop(String id, String resourceId, String account, Duration goingOn) {
    Channel channel = live.get(id);
    if (channel == null || !channel.resourceId().equals(resourceId)) {
      throw new GoogleException(
          404, "notFound", "Channel '%s' not found for project".formatted(id));
    }
    if (!channel.account().equals(account)) {
      throw new GoogleException(403, "forbidden", "Forbidden");
    }
    live.remove(id);
    if (!goingOn.isZero()) {
      stopped.put(id, channel.expiringAt(Instant.now().plus(goingOn)));
    }
  }

  /** Channels of a calendar that have not expired, oldest first. */
  public synchronized List<Channel> of(String calendarId) {
    return of(calendarId, live);
  }

  /** Channels that are pushed to: the living ones, and those that go on after stop. */
  public synchronized List<Channel> pushedTo(String calendarId) {
    List<Channel> all = new ArrayList<>(of(calendarId, live));
    all.addAll(of(calendarId, stopped));
    return all;
  }

  private static List<Channel> of(String calendarId, Map<String, Channel> channels) {
    Instant now = Instant.now();
    return channels.values().stream()
        .filter(c -> c.calendarId().equals(calendarId) && c.expiration().isAfter(now))
        .toList();
  }

  /** Lets the channels of a calendar reach their expiration now. */
  public synchronized void expire(String calendarId) {
    Instant now = Instant.now();
    live.replaceAll(
        (id, channel) ->
            channel.calendarId().equals(calendarId) ? channel.expiringAt(now) : channel);
  }

  /** Forgets the channels of a calendar without a word, long before their expiration. */
  public synchronized void drop(String calendarId) {
    live.values().removeIf(channel -> channel.calendarId().equals(calendarId));
  }

  static String resourceId(StoredCalendar calendar) {
    byte[] name = ("resource:" + calendar.id()).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString().replace("-", "").substring(0, 27);
  }

  private Duration life(JsonNode body) {
    Duration asked = DEFAULT_LIFE;
    if (body.path("params").hasNonNull("ttl")) {
      asked = Duration.ofSeconds(body.path("params").path("ttl").asLong(0));
    } else if (body.hasNonNull("expiration")) {
      Instant until = Instant.ofEpochMilli(body.path("expiration").asLong(0));
      asked = Duration.between(Instant.now(), until);
    }
    return asked.compareTo(longestLife) < 0 ? asked : longestLife;
  }

  /**
   * Returns whether an address is on this machine: plain http to it is the one thing that is easier
   * here than at Google.
   */
  private static boolean onLoopback(String address) {
    return address.startsWith("http://127.0.0.1:") || address.startsWith("http://localhost:");
  }

  private static void check(
      JsonNode body, String id, String address, @Nullable String token, StoredCalendar calendar) {
    if (!calendar.pushSupported()) {
      throw new GoogleException(
          400,
          "pushNotSupportedForRequestedResource",
          "Push notifications are not supported by this resource.");
    }
    if (!CHANNEL_ID.matcher(id).matches()) {
      throw GoogleException.invalidParameter("id", "Invalid channel id.");
    }
    if (!TYPES.contains(body.path("type").asString(""))) {
      throw GoogleException.invalidParameter("type", "Unknown channel type.");
    }
    if (!address.startsWith("https://") && !onLoopback(address)) {
      throw new GoogleException(
          400, "push.webhookUrlNotHttps", "WebHook callback must be HTTPS: " + address);
    }
    if (token != null && token.length() > MAX_TOKEN_CHARACTERS) {
      throw GoogleException.invalidParameter("token", "Channel token is too long.");
    }
  }
}
