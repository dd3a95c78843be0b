package org.wardbell.activities.template;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Telephone numbers as people write them, in the form of E.164. */
public final class TelephoneNumber {
  /** No number has more; the library reads up to 250. */
  private static final int MAXIMUM_CHARACTERS = 40;

  private static final Pattern CALLING_CODE = Pattern.compile("\\+?([1-9][0-9]{0,2})");

  /** The library's word for a code without a region. */
  private static final String UNKNOWN = "ZZ";

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private TelephoneNumber() {}

  /**
   * Returns {@code +} and digits; null if the text is no telephone number, or names no country and
   * none is given.
   *
   * @param region the country of a number that names none, in two letters, or null
   */
  static @Nullable String e164(String text, @Nullable String region) {
    PhoneNumber number = parse(text, region);
    return number == null ? null : NUMBERS.format(number, PhoneNumberFormat.E164);
  }

  private static @Nullable PhoneNumber parse(String text, @Nullable String region) {
    if (text.length() > MAXIMUM_CHARACTERS) {
      return null;
    }
    // Without a region nobody could know that 00 is the way out; it is, in most of the world.
    String written =
        region == null && text.startsWith("00") ? "+" + text.substring("00".length()) : text;
    try {
      PhoneNumber number = NUMBERS.parse(written, region == null ? UNKNOWN : region);
      return NUMBERS.isPossibleNumber(number) && !number.hasExtension() ? number : null;
    } catch (NumberParseException noNumber) {
      return null;
    }
  }

  /**
   * Returns the country of a number that names one, in two letters; null if it is none. Where
   * several countries share a calling code it is the number's own, or the code's main one.
   */
  public static @Nullable String country(@Nullable String number) {
    PhoneNumber parsed = number == null ? null : parse(number.strip(), null);
    if (parsed == null) {
      return null;
    }
    String own = NUMBERS.getRegionCodeForNumber(parsed);
    return own != null ? own : region(Integer.toString(parsed.getCountryCode()));
  }

  /** Returns the region of a country's two letters or its calling code; null if there is none. */
  static @Nullable String region(String country) {
    var code = CALLING_CODE.matcher(country.strip());
    String region =
        code.matches()
            ? NUMBERS.getRegionCodeForCountryCode(Integer.parseInt(code.group(1)))
            : country.strip().toUpperCase(Locale.ROOT);
    return NUMBERS.getSupportedRegions().contains(region) ? region : null;
  }
}
