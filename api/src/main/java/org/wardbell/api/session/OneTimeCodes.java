package org.wardbell.api.session;

import com.bastiaanjansen.otp.SecretGenerator;
import com.bastiaanjansen.otp.TOTPGenerator;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.person.SecondFactors;

/**
 * One-time codes (RFC 6238: SHA-1, six digits, 30 s, as every authenticator has them), and recovery
 * codes that stand in for them. A code works once, and none that is older afterwards (section 5.2).
 */
@Component
final class OneTimeCodes {
  private static final String ISSUER = "Wardbell";

  /** 160 bits, as long as the HMAC (RFC 4226, section 4). */
  private static final int SECRET_BITS = 160;

  private static final long STEP_SECONDS = 30;

  /** Steps that a telephone's clock may be off, to either side. */
  private static final int TOLERANCE = 1;

  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  private static final int RECOVERY_CODES = 10;

  /** 50 random bits. */
  private static final int RECOVERY_CHARACTERS = 10;

  /** RFC 4648, section 6: no letter that looks like a digit. */
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecondFactors factors;

  OneTimeCodes(SecondFactors factors) {
    this.factors = factors;
  }

  /** Returns a new secret: 32 characters of Base32. */
  static byte[] makeSecret() {
    return SecretGenerator.generate(SECRET_BITS);
  }

  /** Returns the address that an authenticator reads from a picture. */
  static URI address(byte[] secret, String account) {
    try {
      return TOTPGenerator.withDefaultValues(secret).getURI(ISSUER, account);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("an e-mail address does not fit into an address", e);
    }
  }

  /** Returns new recovery codes: two groups of five characters each. */
  static List<String> makeRecoveryCodes() {
    return Stream.generate(OneTimeCodes::makeRecoveryCode).limit(RECOVERY_CODES).toList();
  }

  private static String makeRecoveryCode() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < RECOVERY_CHARACTERS; i++) {
      code.append(i == RECOVERY_CHARACTERS / 2 ? "-" : "")
          .append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** Uses up a code of a person's authenticator or a recovery code; false if it is none. */
  boolean use(DSLContext database, UUID person, String typed) {
    String code = typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    if (!CODE.matcher(code).matches()) {
      return factors.recover(database, person, code);
    }
    OptionalLong step =
        factors
            .secret(database, person)
            .map(secret -> step(secret, code, Instant.now()))
            .orElse(OptionalLong.empty());
    return step.isPresent() && factors.use(database, person, step.getAsLong());
  }

  /** Returns the time step to which a code belongs, of those that may be now. */
  static OptionalLong step(byte[] secret, String code, Instant now) {
    TOTPGenerator generator = TOTPGenerator.withDefaultValues(secret);
    long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    OptionalLong found = OptionalLong.empty();
    for (long step = current - TOLERANCE; step <= current + TOLERANCE; step++) {
      if (isSame(generator.at(step * STEP_SECONDS), code)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
