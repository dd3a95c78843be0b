package org.wardbell.simulator.google.oauth;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * The RSA keys of all simulators of a process, made when the first of them needs one: making a pair
 * takes seconds of a processor that compiles little, and tests start hundreds of simulators.
 */
final class RsaKeys {
  private static final int KEY_BITS = 2_048;
  private static final List<KeyPair> MADE = new ArrayList<>();

  private RsaKeys() {}

  /** Returns the pair of a number, from 0 on; the same one each time. */
  static synchronized KeyPair of(int number) {
    while (MADE.size() <= number) {
      MADE.add(make());
    }
    return MADE.get(number);
  }

  private static KeyPair make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has RSA", e);
    }
  }
}
