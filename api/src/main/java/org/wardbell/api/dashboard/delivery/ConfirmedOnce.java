package org.wardbell.api.dashboard.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.wardbell.activities.idempotency.Claim;
import org.wardbell.activities.idempotency.KeptAnswer;
import org.wardbell.activities.idempotency.KeptAnswers;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The memory of questions that were answered: a second click on the same button does nothing again.
 */
@Component
final class ConfirmedOnce {
  private static final byte[] NOTHING = {};

  private final KeptAnswers answers;

  ConfirmedOnce(KeptAnswers answers) {
    this.answers = answers;
  }

  /**
   * Does what was confirmed, unless that form was sent before.
   *
   * @param once the value of the one form, or null to remember nothing
   * @param act returns the address to go on to
   * @return the address; of a form that was sent before, the address of that time
   * @throws ProblemException 409 while the first one is under way
   */
  String done(@Nullable String once, Caller caller, Supplier<String> act) {
    if (once == null) {
      return act.get();
    }
    UUID clinic = caller.clinicId();
    Claim claim = answers.claim(clinic, bytes("selection " + caller.id() + " " + once), NOTHING);
    return switch (claim) {
      case Claim.Mine(UUID id) -> {
        String address = address(act, id);
        answers.keep(
            clinic,
            id,
            new KeptAnswer(
                HttpStatus.FOUND.value(), Map.of(HttpHeaders.LOCATION, address), NOTHING));
        yield address;
      }
      case Claim.Answered(KeptAnswer answer) ->
          answer.headers().getOrDefault(HttpHeaders.LOCATION, DeliveriesFilter.PATH);
      // More is not remembered, but a person is not kept from working for it.
      case Claim.Full _ -> act.get();
      case Claim.Running _, Claim.Unanswered _, Claim.Taken _ ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "This was confirmed already, and is under way or has ended. The list of deliveries shows how far it is.");
    };
  }

  /** What was refused as a whole did nothing, and may be confirmed again. */
  private String address(Supplier<String> act, UUID claim) {
    try {
      return act.get();
    } catch (ProblemException refused) {
      boolean _ = answers.release(claim);
      throw refused;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
