package org.wardbell.activities.person;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one spelling of an e-mail address by which a person is found, however it is typed. */
public final class EmailAddress {
  /** RFC 5321, section 4.5.3.1.3. */
  public static final int LONGEST = 254;

  /** One at-sign between something and a name with a dot; whether mail arrives is not asked. */
  private static final Pattern SHAPE =
      Pattern.compile("[^\\s@<>\"(),:;\\\\]+@[^\\s@<>\"(),:;\\\\]+\\.[^\\s@<>\"(),:;\\\\]+");

  private EmailAddress() {}

  /**
   * Returns an address in small letters, composed (NFC), its domain as DNS has it; empty if the
   * text is no address.
   */
  public static Optional<String> normalized(String typed) {
    String text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    if (text.length() > LONGEST || !SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    int at = text.indexOf('@');
    try {
      String domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
      String whole = (text.substring(0, at) + "@" + domain).toLowerCase(Locale.ROOT);
      return whole.length() > LONGEST ? Optional.empty() : Optional.of(whole);
    } catch (IllegalArgumentException | IndexOutOfBoundsException noDomain) {
      return Optional.empty();
    }
  }
}
