package org.wardbell.api.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.api.brake.Allowance;
import org.wardbell.api.brake.RequestBudget;

/** The parts of sessions beside their rows. */
@Component
final class SessionParts {
  private static final Duration FORGOTTEN = Duration.ofMinutes(1);

  /** More people than work at the same time; the least recent begin with a full budget. */
  private static final int PEOPLE = 10_000;

  final PersonStore people;
  final Cookies cookies;
  final SignedTexts texts;
  final SessionSettings settings;
  private final Cache<UUID, RequestBudget> budgets =
      Caffeine.newBuilder().maximumSize(PEOPLE).expireAfterAccess(FORGOTTEN).build();

  SessionParts(PersonStore people, Cookies cookies, SignedTexts texts, SessionSettings settings) {
    this.people = people;
    this.cookies = cookies;
    this.texts = texts;
    this.settings = settings;
  }

  /** Counts a request of a person. */
  Allowance spend(UUID person) {
    return budgets
        .get(person, _ -> new RequestBudget(settings.requestsPerSecond()))
        .spend(Instant.now());
  }
}
