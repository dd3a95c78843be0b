package org.wardbell.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.wardbell.api.problem.ProblemException;

/** The look-up of the person behind a request that has no API key. */
public interface PersonSessions {
  /**
   * Returns who signed in, empty if the request has no session that works.
   *
   * @throws ProblemException 403 if it changes something and does not prove that a page of ours
   *     sent it, 429 if the person asks too often
   * @throws DataAccessException if the database is away
   */
  Optional<SignedIn> of(HttpServletRequest request);
}
