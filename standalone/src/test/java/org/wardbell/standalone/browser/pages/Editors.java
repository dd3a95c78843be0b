package org.wardbell.standalone.browser.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import org.wardbell.standalone.browser.product.RunningProduct;
import tools.jackson.databind.JsonNode;

/** What tests do on the pages where webhooks are made. */
final class Editors {
  private Editors() {}

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Fills in a preset's form with the account of the service's stand-in. */
  static void fill(RunningProduct product, Page page, JsonNode preset) {
    String id = preset.path("id").asString();
    Map<String, String> account =
        product.targets().account(id.startsWith("twilio") ? "twilio" : id);
    for (JsonNode field : preset.path("fields")) {
      String name = field.path("name").asString();
      String value = account.get(name);
      if (value == null && (field.path("required").asBoolean() || name.equals("from"))) {
        value = field.path("example").asString();
      }
      Locator input = page.locator("[name='fields." + name + "']");
      if (value != null && field.path("choices").isEmpty()) {
        input.fill(value);
      } else if (value != null) {
        input.selectOption(value);
      }
    }
  }

  /** Returns the blank editor with what each webhook needs. */
  static void fillBlank(Page page, String name, String url, String event) {
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.getByLabel("URL").fill(url);
    page.locator("input[name=events][value='" + event + "']").check();
  }
}
