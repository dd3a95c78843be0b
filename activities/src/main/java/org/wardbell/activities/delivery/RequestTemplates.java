package org.wardbell.activities.delivery;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.PercentEncoding;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The templates of one version of a webhook, parsed once. */
final class RequestTemplates {
  /** What common servers take; a longer URL would be refused on the way. */
  static final int MAXIMUM_URL_CHARACTERS = 8 * 1024;

  /** What common servers take for all headers together. */
  static final int MAXIMUM_HEADER_CHARACTERS = 8 * 1024;

  private record Named(String name, Template value) {}

  private final Template url;
  private final List<Named> query;
  private final List<Named> headers;
  private final @Nullable Template body;

  /**
   * @throws org.wardbell.activities.template.TemplateSyntaxException if one has a mistake
   */
  RequestTemplates(WebhookSettings settings) {
    this.url = Template.parse(settings.url(), TemplateTarget.URL);
    this.query = named(settings.query(), TemplateTarget.QUERY_VALUE);
    this.headers = named(settings.headers(), TemplateTarget.HEADER_VALUE);
    this.body =
        settings.payload().body() == null
            ? null
            : Template.parse(settings.payload().body(), TemplateTarget.JSON_BODY);
  }

  private static List<Named> named(List<Header> templates, TemplateTarget target) {
    return templates.stream()
        .map(each -> new Named(each.name(), Template.parse(each.value(), target)))
        .toList();
  }

  /** The body's template, or null for the standard envelope. */
  @Nullable Template body() {
    return body;
  }

  /** The whole URL: its own query is kept, further parameters follow it. */
  String url(Variables variables) {
    StringBuilder out = new StringBuilder(url.render(variables, MAXIMUM_URL_CHARACTERS));
    if (!url.isFixed()) {
      UrlPaths.requireNoDotSegments(out);
    }
    char separator = out.indexOf("?") >= 0 ? '&' : '?';
    for (Named parameter : query) {
      out.append(separator);
      PercentEncoding.append(out, parameter.name());
      out.append('=').append(parameter.value().render(variables, MAXIMUM_URL_CHARACTERS));
      separator = '&';
    }
    if (out.length() > MAXIMUM_URL_CHARACTERS) {
      throw new UnrenderableException("the URL is longer than 8 KiB");
    }
    return out.toString();
  }

  /** The webhook's own headers, in its order. */
  List<Header> headers(Variables variables) {
    List<Header> rendered = new ArrayList<>(headers.size() + 6);
    for (Named header : headers) {
      rendered.add(
          new Header(header.name(), header.value().render(variables, MAXIMUM_HEADER_CHARACTERS)));
    }
    return rendered;
  }
}
