package org.wardbell.standalone.browser.pages;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Function;
import org.wardbell.standalone.browser.View;
import org.wardbell.standalone.browser.Visitor;
import org.wardbell.standalone.browser.Visitors;

/**
 * A page in the list of all that are walked through. A new page gets its line in {@link #ALL}.
 *
 * @param name what its pictures are called, small letters
 * @param path its address, which may need something that exists
 * @param viewer who may see it
 * @param content a selector of what is there when the page is complete
 * @param ownWork whether the page is written by us, and so works without scripts and meets all
 *     rules
 */
public record ListedPage(
    String name,
    Function<SampleClinic, String> path,
    Viewer viewer,
    String content,
    boolean ownWork) {
  /** Somebody who looks at pages. */
  public enum Viewer {
    ANYBODY,
    ADMINISTRATOR,
    /** Of the installation, with all clinics chosen. */
    INSTALLATION
  }

  static final List<ListedPage> ALL =
      List.of(
          open("sign-in", "/sign-in"),
          open("password", "/password?token=none"),
          signedIn("overview", "/"),
          signedIn("deliveries", "/deliveries"),
          signedIn("delivery-causes", "/deliveries/causes"),
          signedIn("delivery-jobs", "/deliveries/jobs"),
          signedIn("delivery-export", sample -> "/deliveries/exports/" + sample.export()),
          signedIn("delivery-resend", sample -> "/deliveries/resends/" + sample.resend()),
          signedIn("delivery", sample -> "/deliveries/" + sample.delivery()),
          signedIn("webhooks", "/webhooks"),
          signedIn("webhooks-import", "/webhooks/import"),
          ofAWebhook("webhook", ""),
          ofAWebhook("webhook-history", "/history"),
          signedIn("new-webhook", "/webhooks/new"),
          signedIn("preset", "/webhooks/new/twilio-reminder"),
          signedIn("blank-webhook", "/webhooks/new/blank"),
          signedIn("curl", "/webhooks/new/curl"),
          signedIn("test-all", "/webhooks/test"),
          ofAWebhook("edit-webhook", "/edit"),
          ofAWebhook("test-webhook", "/test"),
          signedIn("events", "/events"),
          signedIn("event", sample -> "/events/" + sample.event()),
          signedIn("event-types", "/events/types"),
          signedIn("event-type", "/events/types/appointment.booked"),
          signedIn("event-type-new", "/events/types/new"),
          signedIn("replays", "/replays"),
          signedIn("replay-new", "/replays/new"),
          signedIn("replay", sample -> "/replays/" + sample.replay()),
          signedIn("search", "/search"),
          signedIn("help", "/help"),
          signedIn("account", "/settings/account"),
          signedIn("clinics", "/settings/clinics"),
          signedIn("clinic", sample -> "/settings/clinics/" + sample.clinic()),
          ofTheInstallation("clinic-new", "/settings/clinics/new"),
          ofTheInstallation("system", "/settings/system"),
          signedIn("people", "/settings/people"),
          signedIn("person", sample -> "/settings/people/" + sample.administrator().id()),
          signedIn(
              "person-remove",
              sample -> "/settings/people/" + sample.administrator().id() + "/remove"),
          signedIn("keys", "/settings/keys"),
          signedIn("encryption", "/settings/encryption"),
          signedIn("audit", "/settings/audit?action=webhook.created"),
          ofTheInstallation("keys-all-clinics", "/settings/keys"),
          ofTheInstallation("search-all-clinics", "/search"),
          ofTheInstallation("deliveries-all-clinics", "/deliveries"),
          signedIn("calendars", "/calendars"),
          signedIn("calendar", sample -> "/calendars/" + sample.calendar()),
          signedIn("calendar-connect", "/calendars/connect"),
          signedIn(
              "calendar-disconnect", sample -> "/calendars/" + sample.calendar() + "/disconnect"),
          signedIn("appointments", "/appointments"),
          signedIn("appointments-week", "/appointments?view=week&doctor_id=17"),
          signedIn("appointment", sample -> "/appointments/" + sample.appointment()),
          signedIn("appointment-new", "/appointments/new"),
          new ListedPage(
              "api-reference", _ -> "/api/docs", Viewer.ANYBODY, ".swagger-ui .opblock", false));

  private static ListedPage open(String name, String path) {
    return new ListedPage(name, _ -> path, Viewer.ANYBODY, "main h1", true);
  }

  private static ListedPage signedIn(String name, String path) {
    return signedIn(name, _ -> path);
  }

  private static ListedPage signedIn(String name, Function<SampleClinic, String> path) {
    return new ListedPage(name, path, Viewer.ADMINISTRATOR, "main h1", true);
  }

  private static ListedPage ofTheInstallation(String name, String path) {
    return new ListedPage(name, _ -> path, Viewer.INSTALLATION, "main h1", true);
  }

  private static ListedPage ofAWebhook(String name, String page) {
    return signedIn(name, sample -> "/webhooks/" + sample.webhook() + page);
  }

  /** Opens it and waits until it is complete. */
  Page open(Visitors visitors, View view) {
    Visitor visitor =
        switch (viewer) {
          case ANYBODY -> visitors.anonymous(view);
          case ADMINISTRATOR -> visitors.stillSignedIn(SampleClinic.shared().administrator(), view);
          case INSTALLATION -> visitors.stillSignedIn(SampleClinic.shared().installation(), view);
        };
    String address = path.apply(SampleClinic.shared());
    Page page = visitor.open(address);
    if (!page.url().endsWith(address)) {
      throw new AssertionError(address + " led to " + page.url());
    }
    page.locator(content).first().waitFor();
    return page;
  }

  @Override
  public String toString() {
    return name;
  }
}
