package org.wardbell.api.dashboard.event;

import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ApiKey;
import org.wardbell.activities.clinic.ApiKeyStore;
import org.wardbell.activities.event.KeptEvent;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.person.PersonStore;

/** The names of those who posted events. */
@Component
final class EventPosters {
  private final ApiKeyStore keys;
  private final PersonStore people;

  EventPosters(ApiKeyStore keys, PersonStore people) {
    this.keys = keys;
    this.people = people;
  }

  /** Returns who made an event: by name, or by the end of an id where the name is kept no more. */
  String of(KeptEvent event) {
    NewEvent.Poster poster = event.acceptedBy();
    if (poster == null) {
      return EventWords.source(event);
    }
    return (poster.isPerson()
            ? people.find(poster.id()).map(person -> person.properties().name())
            : keys.find(poster.id()).map(ApiKey::name).map(name -> "the API key “" + name + "”"))
        .orElse(EventWords.source(event));
  }
}
