package org.wardbell.activities.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wardbell.workflows.webhook.Payload;

class ShownFormTest {
  private static String body(String text, String contentType) {
    return ShownForm.body(text, contentType, "api key"::equals);
  }

  @Test
  void urlencoded_hidesSecretValuesOnly() {
    String shown = body("to=%2B44&api+key=s3cret%26value&text=hi", Payload.URLENCODED);

    assertThat(shown).startsWith("to=%2B44&api+key=").endsWith("&text=hi").doesNotContain("s3cret");
  }

  @Test
  void multipart_hidesThePartOfASecretField() {
    String text =
        "--b7\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\nann\r\n"
            + "--b7\r\nContent-Disposition: form-data; name=\"api key\"\r\n\r\ns3\r\n\r\ncret\r\n"
            + "--b7--\r\n";

    String shown = body(text, Payload.MULTIPART + "; boundary=b7");

    assertThat(shown)
        .contains("name=\"to\"\r\n\r\nann\r\n--b7\r\n", "name=\"api key\"\r\n\r\n")
        .endsWith("\r\n--b7--\r\n")
        .doesNotContain("s3", "cret");
  }

  @Test
  void otherBodies_areShownAsTheyAre() {
    assertThat(body("{\"api key\":\"api key=1\"}", Payload.JSON))
        .isEqualTo("{\"api key\":\"api key=1\"}");
  }
}
