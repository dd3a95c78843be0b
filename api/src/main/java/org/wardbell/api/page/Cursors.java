package org.wardbell.api.page;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.api.access.Caller;

/**
 * The cursors of lists that are read in the order of their rows' numbers. Numbers are those of the
 * whole installation, and would tell a clinic how much the others do; so a cursor is sealed, for
 * one list as callers of one clinic see it.
 */
@Component
public final class Cursors {
  /** Stands for the installation, which has no clinic's id. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Encryption encryption;

  Cursors(Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * Reads the parameters of a request.
   *
   * @param list a name of the list, one for each
   * @throws org.wardbell.api.problem.ProblemException 422 for a limit that cannot be, or a cursor
   *     of another list or another clinic
   */
  public PageRequest request(
      @Nullable Integer limit, @Nullable String cursor, Caller caller, String list) {
    String column = "cursor." + list;
    UUID scope = Objects.requireNonNullElse(caller.clinicId(), INSTALLATION);
    String plain = cursor == null ? null : open(cursor, column, scope);
    return PageRequest.of(limit, plain, number -> seal(number, column, scope));
  }

  /** Seals a place, which is a number, or several with a dot between them. */
  private String seal(String place, String column, UUID scope) {
    String[] numbers = place.split("\\.", -1);
    ByteBuffer plain = ByteBuffer.allocate(numbers.length * Long.BYTES);
    for (String number : numbers) {
      plain.putLong(Long.parseLong(number));
    }
    return ENCODER.encodeToString(encryption.seal(null, column, scope, plain.array()).ciphertext());
  }

  private String open(String cursor, String column, UUID scope) {
    try {
      byte[] sealed = Base64.getUrlDecoder().decode(cursor);
      LongBuffer plain =
          ByteBuffer.wrap(encryption.open(null, column, scope, sealed)).asLongBuffer();
      StringJoiner place = new StringJoiner(".");
      while (plain.hasRemaining()) {
        place.add(Long.toString(plain.get()));
      }
      return place.toString();
    } catch (IllegalArgumentException | BrokenSealException notOurs) {
      throw PageRequest.badCursor();
    }
  }
}
