package org.wardbell.api.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import org.wardbell.api.brake.AnonymousBrake;
import org.wardbell.api.problem.ProblemException;

/** What costs a network its tries, and what does not. */
@Tag("servers")
class SignInBrakeTest {
  private static final AnonymousBrake BRAKE = ApiServer.shared().bean(AnonymousBrake.class);

  private final People.Person ann = People.make(Clinics.make(), "READER");

  private static void leaveOneTry(String address) {
    while (BRAKE.mayTry(AnonymousBrake.Kind.SIGN_IN, address)) {
      // One less.
    }
    BRAKE.worthIt(AnonymousBrake.Kind.SIGN_IN, address);
  }

  private static double inVain() {
    return ApiServer.shared()
        .bean(MeterRegistry.class)
        .get("wardbell.anonymous.requests")
        .tag("kind", "sign_in")
        .tag("result", "unknown")
        .counter()
        .count();
  }

  private static int set(People.Person who, String token, String password) {
    return who.anonymous("/api/v1/passwords")
        .post("{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password))
        .status();
  }

  @Test
  void signIn_thatNobodyHadTimeFor_costsNoTry() throws Exception {
    PasswordHashing hashing = ApiServer.shared().bean(PasswordHashing.class);
    AtomicBoolean ended = new AtomicBoolean();
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        many.submit(() -> guess(hashing, ended));
      }
      leaveOneTry(ann.address());
      for (int i = 0; i < 5; i++) {
        statuses.add(ann.signIn(People.PASSWORD, "").status());
      }
      ended.set(true);
    }

    assertThat(statuses).contains(503).isSubsetOf(200, 503);
  }

  private static void guess(PasswordHashing hashing, AtomicBoolean ended) {
    while (!ended.get()) {
      try {
        hashing.matches(People.PASSWORD, null, PasswordHashing.Queue.STRANGERS);
      } catch (ProblemException full) {
        Thread.yield();
      }
    }
  }

  @Test
  void link_ofNobody_isATryInVain_andAGenuineOneIsNot() {
    double before = inVain();
    assertThat(set(ann, "no such token", People.PASSWORD)).isEqualTo(422);
    assertThat(inVain()).isEqualTo(before + 1);

    String token = People.link(ann.id());
    leaveOneTry(ann.address());
    for (int i = 0; i < 5; i++) {
      assertThat(set(ann, token, ann.email())).as("with the e-mail address in it").isEqualTo(422);
    }
    assertThat(set(ann, token, People.PASSWORD)).isEqualTo(204);
    assertThat(inVain()).isEqualTo(before + 1);
  }
}
