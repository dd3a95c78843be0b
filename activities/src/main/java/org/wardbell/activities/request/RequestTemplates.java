package org.wardbell.activities.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.payload.PayloadRenderer;
import org.wardbell.activities.template.PercentEncoding;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The templates of one version of a webhook, parsed once. */
final class RequestTemplates {
  /** The limit of common servers; a longer URL would be refused on the way. */
  static final int MAXIMUM_URL_CHARACTERS = 8 * 1024;

  /** The limit of common servers for all headers together. */
  static final int MAXIMUM_HEADER_CHARACTERS = 8 * 1024;

  private record Named(String name, Template value, @Nullable Boolean secret) {}

  private final Template url;
  private final List<Named> query;
  private final List<Named> headers;
  private final PayloadRenderer payload;

  /**
   * @throws org.wardbell.activities.template.TemplateSyntaxException if one has a mistake
   */
  RequestTemplates(WebhookSettings settings) {
    this.url = Template.parse(settings.url(), TemplateTarget.URL);
    this.query = named(settings.query(), TemplateTarget.QUERY_VALUE);
    this.headers = named(settings.headers(), TemplateTarget.HEADER_VALUE);
    this.payload = PayloadRenderer.of(settings.payload(), settings.method());
  }

  private static List<Named> named(List<Header> templates, TemplateTarget target) {
    return templates.stream()
        .map(each -> new Named(each.name(), Template.parse(each.value(), target), each.secret()))
        .toList();
  }

  /** Returns the renderer of the body. */
  PayloadRenderer payload() {
    return payload;
  }

  /**
   * Returns the whole URL: its own query is kept, further parameters follow it, then the data.
   *
   * @param data of a method without a body, encoded; may be empty
   */
  String url(Variables variables, String data) {
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
    if (!data.isEmpty()) {
      out.append(separator).append(data);
    }
    if (out.length() > MAXIMUM_URL_CHARACTERS) {
      throw new UnrenderableException("the URL is longer than 8 KiB");
    }
    return out.toString();
  }

  /** Returns the webhook's own headers, in its order. */
  List<Header> headers(Variables variables) {
    List<Header> rendered = new ArrayList<>(headers.size() + 6);
    for (Named header : headers) {
      rendered.add(
          new Header(
              header.name(),
              header.value().render(variables, MAXIMUM_HEADER_CHARACTERS),
              header.secret()));
    }
    return rendered;
  }
}
