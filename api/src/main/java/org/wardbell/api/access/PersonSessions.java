package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.wardbell.api.brake.Allowance;
import org.wardbell.api.problem.ProblemException;

/** The look-up of the person behind a request that has no API key. */
public interface PersonSessions {
  /**
   * Returns who signed in, empty if the request has no session that works.
   *
   * @param told hears what the person has left in this second, also if that is nothing
   * @throws ProblemException 403 if it changes something and does not prove that a page of ours
   *     sent it, 429 if the person asks too often
   * @throws DataAccessException if the database is away
   */
  Optional<SignedIn> of(HttpServletRequest request, Consumer<Allowance> told);
}
