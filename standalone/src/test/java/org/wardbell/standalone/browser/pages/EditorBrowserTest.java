package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import tools.jackson.databind.JsonNode;

/** The page of all settings of a webhook. */
@InBrowser
class EditorBrowserTest {
  private static final String BLANK = "/webhooks/new/blank";
  private static final String BOOKED = "appointment.booked";

  private static Page blank(RunningProduct product, Visitors visitors) {
    return visitors.signedIn(product.clinic("North").administrator()).open(BLANK);
  }

  @Test
  void d14_picker_insertsAtTheCursor(RunningProduct product, Visitors visitors) {
    Page page = blank(product, visitors);
    page.getByLabel("Form", new Page.GetByLabelOptions().setExact(true)).selectOption("template");
    Locator body = page.locator("#body");
    body.fill("{\"who\": \"\"}");
    body.evaluate("each => each.setSelectionRange(9, 9)");

    page.locator("[data-picker] summary").click();
    page.locator("[data-find-variable]").fill("patient_name");
    page.locator("[data-insert='{{patient_name}}']").click();

    assertThat(body).hasValue("{\"who\": \"{{patient_name}}\"}");
    assertThat(body).isFocused();

    page.getByLabel("URL").fill("https://crm.example.org/");
    page.locator("[data-find-variable]").fill("event_type");
    page.locator("[data-insert='{{event_type}}']").click();
    assertThat(page.getByLabel("URL")).hasValue("https://crm.example.org/{{event_type}}");
  }

  @Test
  void d15_preview_followsTypingAndMarksAnUnknownVariable(
      RunningProduct product, Visitors visitors) {
    Page page = blank(product, visitors);
    Editors.fillBlank(page, "CRM", "https://crm.example.org/hooks", BOOKED);
    page.getByLabel("Form", new Page.GetByLabelOptions().setExact(true)).selectOption("template");
    page.locator("#body").fill("{\"who\": \"{{patient_name}}\"}");
    Locator request = page.locator("#preview .request");
    assertThat(request).containsText("POST https://crm.example.org/hooks");
    assertThat(request).containsText(Pattern.compile("\\{\"who\": \"[A-Z][^{}]+\"}"));

    page.locator("#body").pressSequentially(" ");
    page.locator("#body")
        .fill("{\"who\": \"{{patient_nam}}\", \"note\": \"" + "a long line ".repeat(12) + "\"}");

    Locator mistakes = page.locator("#mistakes-body");
    assertThat(mistakes.locator("mark")).hasText("{{patient_nam}}");
    assertThat(mistakes).containsText("Did you mean patient_name");
    org.assertj.core.api.Assertions.assertThat(
            page.evaluate(
                "() => { const field = document.getElementById('body').closest('.field');"
                    + " return field.scrollWidth <= field.parentElement.clientWidth; }"))
        .as("a long line stays within its card")
        .isEqualTo(true);
    page.locator("#body").fill("{\"who\": \"{{patient_name}}\"}");
    assertThat(mistakes).isEmpty();
    assertThat(request).isVisible();
  }

  @Test
  void d16_badUrlHeaderAndSchedule_areToldBesideTheirFields(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).expectAnswer(422).open(BLANK);
    Editors.fillBlank(page, "CRM of the North", "ftp://crm.example.org", BOOKED);
    page.locator("[name='headers[0].name']").fill("Bad Header");
    page.locator("[name='headers[0].value']").fill("x");
    page.locator("[name='headers[1].name']").fill("Authorization");
    page.locator("[name='headers[1].value']").fill("header-canary-0123456789");
    page.getByLabel("When it is tried again").selectOption("schedule");
    page.locator("[name='retry.schedule_seconds']").fill("0, soon");

    Editors.button(page, "Make the webhook").click();

    assertThat(page.locator("#mistakes-url .problem")).isVisible();
    assertThat(page.locator("#mistakes-headers")).containsText("No. 1, name:");
    assertThat(page.locator("#mistakes-retry")).containsText("cannot be read");
    assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("CRM of the North");
    assertThat(page.locator("[name='retry.schedule_seconds']")).hasValue("0, soon");
    org.assertj.core.api.Assertions.assertThat(page.content()).doesNotContain("canary");

    page.getByLabel("URL").fill("https://crm.example.org/hooks");
    page.locator("[name='headers[0].name']").fill("X-Good");
    page.locator("[name='retry.schedule_seconds']").fill("0, 5 s, 2 h");
    Editors.button(page, "Make the webhook").click();
    assertThat(page.locator("#signing-secret")).isVisible();
    JsonNode made = clinic.api().get("/webhooks").path("data").path(0);
    org.assertj.core.api.Assertions.assertThat(made.path("headers").toString())
        .contains("X-Good", "Authorization", "6789");
    org.assertj.core.api.Assertions.assertThat(made.at("/retry/schedule_seconds").toString())
        .isEqualTo("[0,5,7200]");
  }

  @Test
  void d23_schedule_isDrawnAndNamedInWords(RunningProduct product, Visitors visitors) {
    Page page = blank(product, visitors);
    Locator drawn = page.locator("#drawn-schedule");
    assertThat(drawn).containsText("Ten tries over three days");
    assertThat(drawn.locator("circle")).hasCount(10);

    page.getByLabel("When it is tried again").selectOption("schedule");
    page.locator("[name='retry.schedule_seconds']").fill("0, 5 min, 2 h");

    assertThat(drawn).containsText("Three tries over two hours");
    assertThat(drawn.locator("circle")).hasCount(3);
  }

  @Test
  void d24_leavingWithChanges_asks(RunningProduct product, Visitors visitors) {
    Page page = blank(product, visitors);
    List<String> asked = new ArrayList<>();
    page.onDialog(
        dialog -> {
          asked.add(dialog.type());
          dialog.accept();
        });
    page.getByLabel("URL").click();
    page.locator(".rail a").first().click();
    assertThat(page).hasURL(product.url() + "/");
    org.assertj.core.api.Assertions.assertThat(asked).as("nothing was changed").isEmpty();

    page.navigate(product.url() + BLANK);
    page.getByLabel("URL").pressSequentially("https://crm.example.org");
    page.locator(".rail a").first().click();
    assertThat(page).hasURL(product.url() + "/");
    org.assertj.core.api.Assertions.assertThat(asked).containsExactly("beforeunload");

    page.navigate(product.url() + BLANK);
    Editors.fillBlank(page, "CRM", "https://crm.example.org", BOOKED);
    Editors.button(page, "Make the webhook").click();
    assertThat(page.locator("#signing-secret")).isVisible();
    org.assertj.core.api.Assertions.assertThat(asked).as("saving asks nothing").hasSize(1);
  }

  @Test
  void secretsOfAKeptWebhook_areShownAsSetAndStayOrAreReplaced(
      RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String path = "/editor/" + java.util.UUID.randomUUID();
    product.receiver().behaveWell(path);
    String id =
        clinic
            .api()
            .webhook(
                Map.of(
                    "name", "CRM",
                    "url", product.receiver().url(path),
                    "events", List.of(BOOKED),
                    "headers", List.of(Map.of("name", "X-Api-Key", "value", "canary-key-0001")),
                    "authentication", Map.of("type", "bearer", "token", "canary-token-0002")))
            .path("id")
            .asString();
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/" + id + "/edit");
    List<String> ledTo = new ArrayList<>();
    page.route("**/webhooks/" + id + "/edit", route -> save(route, ledTo));
    org.assertj.core.api.Assertions.assertThat(page.content()).doesNotContain("canary");
    assertThat(page.locator("[name='authentication.token']"))
        .hasAttribute("placeholder", Pattern.compile("Set.*"));

    page.locator("[name='authentication.token']").fill("another-token-0003");
    Editors.button(page, "Save").click();
    assertThat(page.locator("body")).hasText("saved");
    org.assertj.core.api.Assertions.assertThat(ledTo).containsExactly("/webhooks/" + id);

    clinic.api().post("/webhooks/" + id + "/test", Map.of());
    var headers = product.receiver().requests(path).getLast().headers().toString();
    org.assertj.core.api.Assertions.assertThat(headers)
        .contains("canary-key-0001", "another-token-0003")
        .doesNotContain("canary-token-0002");
  }

  /** Sends the form, and stays where it leads from: the page there is another test's. */
  private static void save(Route route, List<String> ledTo) {
    APIResponse answer = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
    ledTo.add(answer.headers().get("location"));
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("text/html")
            .setBody("<!doctype html><title>Saved</title><link rel=icon href=data:,>saved"));
  }

  @Test
  void twoEditors_doNotOverwriteEachOther(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    String id =
        clinic
            .api()
            .webhook(
                Map.of("name", "CRM", "url", "https://crm.example.org", "events", List.of(BOOKED)))
            .path("id")
            .asString();
    Visitor late = visitors.signedIn(clinic.administrator()).expectAnswer(409);
    Page page = late.open("/webhooks/" + id + "/edit");
    clinic.api().patch("/webhooks/" + id, Map.of("timeout_seconds", 12));

    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Second");
    Editors.button(page, "Save").click();

    assertThat(page.locator(".conflict")).containsText("Key of a test");
    assertThat(page.locator(".conflict")).containsText("Time-out of a request, in seconds");
    assertThat(page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)))
        .hasValue("Second");
    org.assertj.core.api.Assertions.assertThat(
            clinic.api().get("/webhooks/" + id).path("name").asString())
        .isEqualTo("CRM");
  }

  @Test
  void d17_curlCommand_fillsTheFields(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    Page page = visitors.signedIn(clinic.administrator()).open("/webhooks/new/curl");
    page.getByLabel("The command")
        .fill(
            """
            curl -k -X PUT 'https://crm.example.org/hooks?tenant=7' \\
              -H 'X-Api-Key: key-canary-0001' -u ann:password-canary-0002 \\
              -H 'Content-Type: application/json' --data '{"who": "{{patient_name}}"}'
            """);
    Editors.button(page, "Fill in the form").click();

    assertThat(page.getByLabel("URL")).hasValue("https://crm.example.org/hooks");
    assertThat(page.getByLabel("Method")).hasValue("PUT");
    assertThat(page.locator("[name='query[0].name']")).hasValue("tenant");
    assertThat(page.getByLabel("User name")).hasValue("ann");
    assertThat(page.locator("#body")).hasValue("{\"who\": \"{{patient_name}}\"}");
    assertThat(page.locator("main")).containsText("--insecure is left out");
    org.assertj.core.api.Assertions.assertThat(page.content()).doesNotContain("canary");

    page.locator("input[name=events][value='" + BOOKED + "']").check();
    assertThat(page.locator("#preview .request")).containsText("PUT https://crm.example.org/");
    Editors.button(page, "Make the webhook").click();
    assertThat(page.locator("#signing-secret")).isVisible();
    JsonNode made = clinic.api().get("/webhooks").path("data").path(0);
    org.assertj.core.api.Assertions.assertThat(made.at("/authentication/type").asString())
        .isEqualTo("basic");
    org.assertj.core.api.Assertions.assertThat(made.path("headers").toString()).contains("0001");
  }

  @Test
  void d56_sessionThatEndsMidForm_bringsTheFormBack(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    var person = clinic.administrator();
    Visitor visitor = visitors.signedIn(person).expectAnswer(401);
    Page page = visitor.open(BLANK);
    Editors.fillBlank(page, "CRM of somebody slow", "https://crm.example.org", BOOKED);
    visitor.context().clearCookies();

    Editors.button(page, "Make the webhook").click();
    Locator dialog = page.locator("dialog[open]");
    assertThat(dialog).containsText("Your session has ended");
    dialog.getByLabel("E-mail address").fill(person.email());
    dialog.getByLabel("Password").fill(person.password());
    dialog.locator("button").click();

    assertThat(page.locator("main h1")).hasText("CRM of somebody slow is made");
    JsonNode made = clinic.api().get("/webhooks").path("data").path(0);
    org.assertj.core.api.Assertions.assertThat(made.path("url").asString())
        .isEqualTo("https://crm.example.org");
    org.assertj.core.api.Assertions.assertThat(
            page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
                .toString())
        .doesNotContain("slow", "crm.example");
  }
}
