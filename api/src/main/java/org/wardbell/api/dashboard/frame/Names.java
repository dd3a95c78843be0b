package org.wardbell.api.dashboard.frame;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.activities.webhook.WebhookNames;

/**
 * The names of clinics, of webhooks, and of those who did something, as all pages show them. Kept
 * for a few seconds: a list has the same few on each of its rows.
 */
@Component
public final class Names {
  /** Shorter than anybody takes to wonder why a page does not know a new name yet. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  /** Names of each kind; some hundred bytes each. */
  private static final int KEPT = 10_000;

  private static final String PERSON = "person/";
  private static final String KEY = "key/";

  private final ClinicStore clinics;
  private final ApiKeyStore keys;
  private final PersonStore people;
  private final DSLContext database;
  private final Cache<UUID, String> ofClinics = cache();
  private final Cache<UUID, String> ofWebhooks = cache();
  private final Cache<String, String> ofActors = cache();

  Names(ClinicStore clinics, ApiKeyStore keys, PersonStore people, DSLContext database) {
    this.database = database;
    this.clinics = clinics;
    this.keys = keys;
    this.people = people;
  }

  private static <K> Cache<K, String> cache() {
    return Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(KEPT).build();
  }

  /** Returns the name of a clinic; of what belongs to none, that it is of all. */
  public String clinic(@Nullable UUID id) {
    return id == null
        ? "all clinics"
        : known(
            ofClinics, id, missing -> clinics.names(List.of(missing)).getOrDefault(missing, ""));
  }

  /** Returns the name of a webhook, also of one that was deleted. */
  public String webhook(UUID id) {
    return known(
        ofWebhooks,
        id,
        missing ->
            WebhookNames.of(database, List.of(missing)).getOrDefault(missing, "a removed webhook"));
  }

  /**
   * Returns the name of whoever did something.
   *
   * @param actor as the audit trail has it: {@code person/<id>}, {@code key/<id>}, or a part of the
   *     server
   */
  public String actor(String actor) {
    return known(ofActors, actor, this::find);
  }

  private String find(String actor) {
    UUID id = Choice.id(actor.substring(actor.indexOf('/') + 1));
    if (id != null && actor.startsWith(PERSON)) {
      return people
          .find(id)
          .map(person -> person.properties().name())
          .orElse("somebody who was removed");
    }
    if (id != null && actor.startsWith(KEY)) {
      return keys.find(id)
          .map(ApiKey::name)
          .map(name -> "the API key “" + name + "”")
          .orElse("an API key of before");
    }
    return actor;
  }

  /** Not under the cache's lock: those who come meanwhile ask, too. */
  private static <K> String known(Cache<K, String> kept, K key, Function<K, String> question) {
    String name = kept.getIfPresent(key);
    if (name == null) {
      name = question.apply(key);
      kept.put(key, name);
    }
    return name;
  }
}
