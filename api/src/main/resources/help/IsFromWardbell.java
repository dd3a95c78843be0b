import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class IsFromWardbell {
  /** headers: names in small letters; body: the bytes as they came, before anything parses them. */
  static boolean check(String secret, Map<String, String> headers, byte[] body)
      throws GeneralSecurityException {
    String id = headers.get("webhook-id");
    String sent = headers.get("webhook-timestamp");
    String given = headers.get("webhook-signature");
    if (id == null || given == null || sent == null || !sent.matches("[0-9]{1,12}")) {
      return false;
    }
    if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(sent)) > 300) {
      return false; // an old request, sent again by somebody else
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256")); // whsec_
    mac.update((id + "." + sent + ".").getBytes(StandardCharsets.UTF_8));
    byte[] wanted = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes();
    boolean fits = false;
    for (String each : given.split(" ")) {
      fits |= MessageDigest.isEqual(wanted, each.getBytes(StandardCharsets.UTF_8));
    }
    return fits;
  }
}
