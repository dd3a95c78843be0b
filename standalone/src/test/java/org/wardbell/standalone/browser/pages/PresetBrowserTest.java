package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import tools.jackson.databind.JsonNode;

/** Webhooks from presets: chosen, filled in, saved and tested. */
@InBrowser
class PresetBrowserTest {
  private static final int MOST_STEPS = 200;

  @Test
  void d12_slackPreset_isSavedAndTestedInOneGo(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/new");

    page.locator("a.tile[href='/webhooks/new/slack']").click();
    page.getByLabel("Incoming webhook URL")
        .fill(product.targets().account("slack").get("webhook_url"));
    Editors.button(page, "Make the webhook").click();
    assertThat(page.locator("#signing-secret")).containsText("whsec_");
    Editors.link(page, "Test it").click();
    Editors.button(page, "Send the test").click();

    assertThat(page.locator("#result")).containsText("Delivered");
    assertThat(page.locator("#result .answer")).containsText("ok");
    assertThat(page.locator("#result .request").last()).containsText("New appointment");
    assertThat(page.locator("#past tbody tr")).hasCount(1);
  }

  @Test
  void d13_eachPreset_isSavedFromItsTile(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/new");
    JsonNode presets = clinic.api().get("/presets").path("data");

    for (JsonNode preset : presets) {
      page.navigate(product.url() + "/webhooks/new");
      page.locator("a.tile[href='/webhooks/new/" + preset.path("id").asString() + "']").click();
      assertThat(page.locator("main h1")).containsText(preset.path("name").asString());
      Editors.fill(product, page, preset);
      Editors.button(page, "Make the webhook").click();
      assertThat(page.locator("main h1")).hasText(preset.path("name").asString() + " is made");
    }

    org.assertj.core.api.Assertions.assertThat(presets.size()).isGreaterThanOrEqualTo(13);
    org.assertj.core.api.Assertions.assertThat(
            clinic.api().get("/webhooks?limit=100").path("data").size())
        .isEqualTo(presets.size());
  }

  @Test
  void preset_withAWrongField_tellsItThereAndKeepsTheRest(
      RunningProduct product, Visitors visitors) {
    Page page =
        visitors
            .signedIn(product.clinic("North").administrator())
            .expectAnswer(422)
            .open("/webhooks/new/twilio-reminder");
    page.getByLabel("Account SID").fill("not a SID");
    page.getByLabel("Auth token").fill("auth-token-canary-0123456789");
    page.getByLabel("Message", new Page.GetByLabelOptions().setExact(false))
        .last()
        .fill("Hello {{patient_nam}}");
    Editors.button(page, "Make the webhook").click();

    assertThat(page.locator("[id='mistakes-fields.account_sid']")).containsText("AC and 32 digits");
    assertThat(page.locator("[id='mistakes-fields.message'] mark")).hasText("{{patient_nam}}");
    assertThat(page.locator("[name='fields.account_sid']")).hasValue("not a SID");
    assertThat(page.locator("[name='fields.auth_token']")).hasValue("");
    assertThat(page.locator("[name='fields.auth_token']"))
        .hasAttribute("placeholder", java.util.regex.Pattern.compile("Kept.*"));
    org.assertj.core.api.Assertions.assertThat(page.content()).doesNotContain("canary");

    page.locator("[name='fields.account_sid']").fill("AC" + "0".repeat(32));
    page.locator("[name='fields.from']").fill("+15005550006");
    page.locator("[name='fields.message']").fill("Hello {{patient_name}}");
    Editors.button(page, "Make the webhook").click();
    assertThat(page.locator("#signing-secret")).isVisible();
  }

  @Test
  void d53_keyboardAlone_presetIsSavedAndTested(RunningProduct product, Visitors visitors) {
    Page page = visitors.signedIn(product.clinic("North").administrator()).open("/webhooks/new");

    tabTo(page, page.locator("a.tile[href='/webhooks/new/slack']"));
    page.keyboard().press("Enter");
    Locator url = page.getByLabel("Incoming webhook URL");
    assertThat(url).isFocused();
    page.keyboard().type(product.targets().account("slack").get("webhook_url"));
    tabTo(page, Editors.button(page, "Make the webhook"));
    page.keyboard().press("Enter");
    assertThat(page.locator("#signing-secret")).isVisible();
    tabTo(page, Editors.link(page, "Test it"));
    page.keyboard().press("Enter");
    Locator send = Editors.button(page, "Send the test");
    assertThat(send).isVisible();
    tabTo(page, send);
    page.keyboard().press("Enter");

    assertThat(page.locator("#result")).containsText("Delivered");
    assertThat(send).isFocused();
  }

  private static void tabTo(Page page, Locator wanted) {
    wanted.waitFor();
    for (int step = 0; step < MOST_STEPS; step++) {
      if ((boolean) wanted.evaluate("each => each === document.activeElement")) {
        return;
      }
      page.keyboard().press("Tab");
    }
    throw new AssertionError("Tab did not come to " + wanted);
  }
}
