package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.api.session.PasswordHashing.NOBODYS;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

class PasswordHashingTest {
  private static final String PASSWORD = "four words make one";

  private final PasswordHashing hashing = new PasswordHashing();

  @AfterEach
  void stop() {
    hashing.destroy();
  }

  @Test
  void hash_isArgon2idWithASaltOfItsOwn() {
    String one = hashing.hash(PASSWORD, PasswordHashing.Queue.STRANGERS);
    String other = hashing.hash(PASSWORD, PasswordHashing.Queue.STRANGERS);

    assertThat(one).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(other);
    assertThat(hashing.matches(PASSWORD, one, PasswordHashing.Queue.STRANGERS)).isTrue();
    assertThat(hashing.matches(PASSWORD + "x", one, PasswordHashing.Queue.STRANGERS)).isFalse();
    assertThat(hashing.matches(PASSWORD, null, PasswordHashing.Queue.STRANGERS)).isFalse();
  }

  /** One that does not decode is refused at once, and tells that there is no password. */
  @Test
  void hashOfNobody_hasTheFormOfAnyOther() {
    String anybodys = hashing.hash(PASSWORD, PasswordHashing.Queue.STRANGERS);

    assertThat(new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2).upgradeEncoding(NOBODYS))
        .isFalse();
    assertThat(parts(NOBODYS)).isEqualTo(parts(anybodys)).hasSize(6);
  }

  /** Returns the parameters of a hash, and how many bytes its salt and its end have. */
  private static List<String> parts(String hash) {
    List<String> parts = new ArrayList<>(List.of(hash.split("\\$", -1)));
    parts.replaceAll(part -> part.length() > 20 ? "%d bytes".formatted(decoded(part)) : part);
    return parts;
  }

  private static int decoded(String base64) {
    return Base64.getDecoder().decode(base64).length;
  }

  @Test
  void flood_ofStrangers_isRefusedBeyondItsQueue_andAKnownDeviceGoesOn() throws Exception {
    List<Future<Boolean>> flood = new ArrayList<>();
    int refused = 0;
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> guess =
          () -> hashing.matches(PASSWORD, null, PasswordHashing.Queue.STRANGERS);
      for (int i = 0; i < 200; i++) {
        flood.add(many.submit(guess));
      }

      String hash = hashing.hash(PASSWORD, PasswordHashing.Queue.KNOWN_DEVICES);
      assertThat(hashing.matches(PASSWORD, hash, PasswordHashing.Queue.KNOWN_DEVICES)).isTrue();
      for (Future<Boolean> each : flood) {
        try {
          assertThat(each.get()).isFalse();
        } catch (ExecutionException full) {
          assertThat(full.getCause()).isInstanceOf(ProblemException.class);
          assertThat(((ProblemException) full.getCause()).kind())
              .isEqualTo(ProblemKind.UNAVAILABLE);
          refused++;
        }
      }
    }

    assertThat(refused).isPositive();
  }
}
