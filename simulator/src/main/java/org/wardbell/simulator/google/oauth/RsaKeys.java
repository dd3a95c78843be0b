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
  private static final int ACCOUNT_BITS = 2_048;

  /**
   * Small, because nobody checks this signature: whoever gets a token from Google itself, over TLS,
   * need not (OpenID Connect Core 1.0, section 3.1.3.7).
   */
  private static final int TOKEN_BITS = 1_024;

  private static final List<KeyPair> ACCOUNTS = new ArrayList<>();

  private static final class Tokens {
    private static final KeyPair KEYS = make(TOKEN_BITS);
  }

  private RsaKeys() {}

  /** Returns what ID tokens are signed with. */
  static KeyPair ofTokens() {
    return Tokens.KEYS;
  }

  /** Returns the pair of a service account, by its number from 0 on; the same one each time. */
  static synchronized KeyPair ofAccount(int number) {
    while (ACCOUNTS.size() <= number) {
      ACCOUNTS.add(make(ACCOUNT_BITS));
    }
    return ACCOUNTS.get(number);
  }

  private static KeyPair make(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has RSA", e);
    }
  }
}
