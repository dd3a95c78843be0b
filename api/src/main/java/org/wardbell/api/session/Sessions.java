package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedRuntimeException;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.PersonSessions;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.brake.Allowance;

/**
 * The sessions of people: rows that all processes share. Each request reads its session and its
 * person anew, so that a role that was taken away, or a sign-out elsewhere, counts at once; a row
 * is written at most once a minute.
 *
 * @param <S> the repository's own kind of session
 */
final class Sessions<S extends Session> implements PersonSessions {
  /** The last access is written when the one written is older than this. */
  static final Duration ROUNDING = Duration.ofMinutes(1);

  /** Sessions of one person; the oldest ends when there is one more. */
  static final int PER_PERSON = 20;

  private static final String PERSON = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
  private static final String EPOCH = "epoch";
  private static final String CSRF = "csrf";

  private final FindByIndexNameSessionRepository<S> rows;
  private final SessionParts parts;

  Sessions(FindByIndexNameSessionRepository<S> rows, SessionParts parts) {
    this.rows = rows;
    this.parts = parts;
  }

  @Override
  public Optional<SignedIn> of(HttpServletRequest request, Consumer<Allowance> told) {
    String id = parts.cookies.session(request);
    if (id == null) {
      return Optional.empty();
    }
    S session = asked(() -> rows.findById(id));
    if (session == null) {
      return Optional.empty();
    }
    String owner = session.getAttribute(PERSON);
    if (owner != null) {
      // Before the person is read: who asks too often costs one statement.
      Allowance allowance = parts.spend(UUID.fromString(owner));
      told.accept(allowance);
      allowance.orThrow();
    }
    Optional<Person> person = person(session, owner);
    if (person.isEmpty()) {
      end(id);
      return Optional.empty();
    }
    if (SameSite.changes(request)) {
      SameSite.require(request);
      requireToken(request, id);
    }
    if (SameSite.isActivity(request)) {
      touch(session);
    }
    return Optional.of(signedIn(person.get(), id));
  }

  private Optional<Person> person(S session, @Nullable String id) {
    Instant now = Instant.now();
    String epoch = session.getAttribute(EPOCH);
    if (id == null
        || epoch == null
        || now.isAfter(session.getCreationTime().plus(parts.settings.longest()))) {
      return Optional.empty();
    }
    return parts
        .people
        .find(UUID.fromString(id))
        .filter(found -> Long.toString(found.epoch()).equals(epoch));
  }

  private void requireToken(HttpServletRequest request, String id) {
    String token = SameSite.token(request);
    if (token == null || token.isBlank()) {
      throw SameSite.tokenMissing();
    }
    if (!parts.texts.isSignature(CSRF, id, token)) {
      throw SameSite.tokenForeign();
    }
  }

  private void touch(S session) {
    Instant now = Instant.now();
    if (session.getLastAccessedTime().plus(ROUNDING).isBefore(now)) {
      session.setLastAccessedTime(now);
      asked(
          () -> {
            rows.save(session);
            return session;
          });
    }
  }

  private SignedIn signedIn(Person person, String id) {
    return new SignedIn(person, id, parts.texts.signature(CSRF, id));
  }

  /**
   * Begins a session of a person, with a new id whatever the browser had before, and makes the
   * browser keep it.
   */
  SignedIn begin(Person person, HttpServletRequest request, HttpServletResponse response) {
    String before = parts.cookies.session(request);
    if (before != null) {
      end(before);
    }
    endOldest(person.id());
    S session =
        asked(
            () -> {
              S made = rows.createSession();
              made.setAttribute(PERSON, person.id().toString());
              made.setAttribute(EPOCH, Long.toString(person.epoch()));
              rows.save(made);
              return made;
            });
    parts.cookies.keepSession(request, response, session.getId());
    return signedIn(person, session.getId());
  }

  private void endOldest(UUID person) {
    asked(() -> rows.findByPrincipalName(person.toString())).values().stream()
        .sorted(Comparator.comparing(Session::getCreationTime).reversed())
        .skip(PER_PERSON - 1L)
        .forEach(session -> end(session.getId()));
  }

  /** Ends one session. */
  void end(String id) {
    asked(
        () -> {
          rows.deleteById(id);
          return id;
        });
  }

  /**
   * Removes the rows of a person's sessions. They were over already: the person has a later epoch,
   * or none.
   */
  void endAll(UUID person) {
    asked(() -> rows.findByPrincipalName(person.toString())).keySet().forEach(this::end);
  }

  /** Spring's exceptions become jOOQ's, which the rest of the api knows what to answer to. */
  private static <T extends @Nullable Object> T asked(Supplier<T> statement) {
    try {
      return statement.get();
    } catch (NestedRuntimeException failure) {
      throw new DataAccessException("a statement on sessions failed", failure);
    }
  }
}
