package org.wardbell.activities.preview;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The length of a text message as networks count it (3GPP TS 23.038 and 23.040): a message that
 * does not fit one segment is sent, and paid for, as several.
 *
 * @param encoding {@code GSM-7}, or {@code UCS-2} if one character is not in GSM's alphabet
 * @param units septets or 16-bit units; {@code €} and some marks count two septets
 * @param segments 0 for an empty text
 */
public record SmsLength(String encoding, int units, int segments) {
  private static final String GSM =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
          + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Written with an escape before them. */
  private static final String GSM_EXTENSION = "\f^{}\\[~]|€";

  private static final int GSM_ALONE = 160;
  private static final int GSM_OF_SEVERAL = 153;
  private static final int UCS_ALONE = 70;
  private static final int UCS_OF_SEVERAL = 67;

  /** The path and the field of Twilio's messages, whichever host answers for them. */
  private static final String MESSAGES = "/Messages.json";

  private static final String BODY = "Body=";

  /** Returns the length of the message that a request sends; null if it sends none. */
  static @Nullable SmsLength ofRequest(String path, @Nullable String form) {
    if (form == null || !path.endsWith(MESSAGES)) {
      return null;
    }
    for (String field : form.split("&", -1)) {
      if (field.startsWith(BODY)) {
        return of(URLDecoder.decode(field.substring(BODY.length()), StandardCharsets.UTF_8));
      }
    }
    return null;
  }

  /** Returns the length of a text. */
  public static SmsLength of(String text) {
    return text.chars().allMatch(c -> GSM.indexOf(c) >= 0 || GSM_EXTENSION.indexOf(c) >= 0)
        ? of("GSM-7", text, GSM_ALONE, GSM_OF_SEVERAL)
        : of("UCS-2", text, UCS_ALONE, UCS_OF_SEVERAL);
  }

  private static SmsLength of(String encoding, String text, int alone, int ofSeveral) {
    boolean gsm = encoding.equals("GSM-7");
    int units = 0;
    int segments = text.isEmpty() ? 0 : 1;
    int inSegment = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int size = gsm ? (GSM_EXTENSION.indexOf(point) >= 0 ? 2 : 1) : Character.charCount(point);
      // A character of two units is never cut.
      if (inSegment + size > ofSeveral) {
        segments++;
        inSegment = 0;
      }
      inSegment += size;
      units += size;
      i += Character.charCount(point);
    }
    return new SmsLength(encoding, units, units <= alone ? Math.min(1, segments) : segments);
  }
}
