package org.wardbell.api.transfer;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.crypto.PassphraseSeal;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The passphrases of files. They come in a header, because addresses are logged on their way. Each
 * costs seconds of a processor, so each key has one under way at a time.
 */
@Component
final class Passphrases {
  static final String HEADER = "Wardbell-Passphrase";

  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

  /** Returns a header's passphrase, or null if there is none. */
  static @Nullable String checked(@Nullable String given) {
    if (given == null) {
      return null;
    }
    if (given.length() < PassphraseSeal.MINIMUM_CHARACTERS
        || given.length() > PassphraseSeal.MAXIMUM_CHARACTERS
        || given.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw ProblemException.invalid(
          HEADER,
          "is not %d to %d characters of ASCII"
              .formatted(PassphraseSeal.MINIMUM_CHARACTERS, PassphraseSeal.MAXIMUM_CHARACTERS),
          "Take some random words, and keep them apart from the file.");
    }
    return given;
  }

  /** Does costly work with a passphrase, unless this key has such work under way. */
  <T> T oneAtATime(Caller caller, Supplier<T> work) {
    if (!busy.add(caller.id())) {
      throw ProblemException.later(
          ProblemKind.TOO_MANY_REQUESTS,
          "This key seals or opens another file at the moment. Send the request again.",
          TRY_AGAIN);
    }
    try {
      return work.get();
    } finally {
      busy.remove(caller.id());
    }
  }
}
