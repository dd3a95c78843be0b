package org.wardbell.activities.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.UrlEncodedParser;
import com.google.api.client.util.GenericData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import okhttp3.HttpUrl;
import okhttp3.MultipartReader;
import okio.Buffer;
import org.w3c.dom.Element;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.template.Values;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import tools.jackson.databind.JsonNode;

/** Property tests: a receiver parses exactly the values that went in, and nothing more. */
@Domain(AnyValues.class)
class PayloadPropertyTest {
  private static final List<Header> FIELDS =
      List.of(
          new Header("to", "{{name}}"),
          new Header("we\"ird=&name é", "{{name}}"),
          new Header("text", "Dear {{name}}, {{value}}"));

  @Property
  void form_anyValues_parseBackToThemselves(@ForAll String name, @ForAll Object value) {
    EventFacts event = event(name, value);
    RenderedPayload body = Events.render(form(Payload.URLENCODED), event);

    GenericData parsed = new GenericData();
    UrlEncodedParser.parse(Events.text(body), parsed);

    assertThat(body.contentType()).isEqualTo("application/x-www-form-urlencoded");
    assertThat(parsed).hasSize(3);
    assertThat(parsed.get("to")).isEqualTo(List.of(name));
    assertThat(parsed.get("we\"ird=&name é")).isEqualTo(List.of(name));
    assertThat(parsed.get("text")).isEqualTo(List.of("Dear " + name + ", " + plain(event)));
  }

  @Property
  void multipart_anyValues_parseBackToThemselves(@ForAll String name, @ForAll Object value)
      throws IOException {
    EventFacts event = event(name, value);
    RenderedPayload body = Events.render(form(Payload.MULTIPART), event);

    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    readParts(body, names, values);

    assertThat(names)
        .containsExactly(
            "form-data; name=\"to\"",
            "form-data; name=\"we%22ird=&name é\"",
            "form-data; name=\"text\"");
    assertThat(values).containsExactly(name, name, "Dear " + name + ", " + plain(event));
  }

  private static void readParts(RenderedPayload body, List<String> names, List<String> values)
      throws IOException {
    String boundary = body.contentType().substring("multipart/form-data; boundary=".length());
    try (MultipartReader reader = new MultipartReader(new Buffer().write(body.bytes()), boundary)) {
      for (var part = reader.nextPart(); part != null; part = reader.nextPart()) {
        names.add(part.headers().get("Content-Disposition"));
        values.add(part.body().readUtf8());
      }
    }
  }

  @Example
  void multipart_valueWithTheBoundary_getsAnotherBoundaryEachTimeTheSame() throws IOException {
    String usual = "wardbell-" + Events.DELIVERY;
    EventFacts event = event("\r\n--" + usual + "--\r\n", "--" + usual + "-1");

    RenderedPayload body = Events.render(form(Payload.MULTIPART), event);

    assertThat(body.contentType()).endsWith("; boundary=" + usual + "-2").hasSizeLessThan(120);
    assertThat(Events.render(form(Payload.MULTIPART), event).bytes()).isEqualTo(body.bytes());
    List<String> values = new ArrayList<>();
    readParts(body, new ArrayList<>(), values);
    assertThat(values).hasSize(3).first().isEqualTo("\r\n--" + usual + "--\r\n");
  }

  @Property
  void formTemplate_anyValues_parseBackToThemselves(@ForAll String name, @ForAll Object value) {
    EventFacts event = event(name, value);
    RenderedPayload body =
        Events.render(
            template(
                "To={{name}}&Twice={{name | urlencode}}&{{name}}=1&V={{value}}",
                "application/x-www-form-urlencoded"),
            event);

    GenericData parsed = new GenericData();
    UrlEncodedParser.parse(Events.text(body) + "&end=1", parsed);

    assertThat(parsed.get("V")).isEqualTo(List.of(plain(event)));
    assertThat(parsed.get("end")).isEqualTo(List.of("1"));
    if (!List.of("To", "Twice", "V", "end", "").contains(name)) {
      assertThat(parsed).hasSize(5).containsEntry("To", List.of(name));
      assertThat(parsed.get("Twice")).isEqualTo(List.of(name));
    }
  }

  @Property
  void xml_anyValues_parseBackToThemselves(@ForAll String name, @ForAll Object value)
      throws Exception {
    EventFacts event = event(name, value);
    RenderedPayload body =
        Events.render(
            template(
                "<a n=\"{{name}}\" m='-{{name}}-'><!-- c -->{{name}}<b>{{value}}</b></a>",
                "application/xml"),
            event);

    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new java.io.ByteArrayInputStream(body.bytes()))
            .getDocumentElement();

    assertThat(root.getAttribute("n")).isEqualTo(inXml(name));
    assertThat(root.getAttribute("m")).isEqualTo("-" + inXml(name) + "-");
    assertThat(root.getElementsByTagName("*").getLength()).isEqualTo(1);
    assertThat(root.getElementsByTagName("b").item(0).getTextContent())
        .isEqualTo(inXml(plain(event)));
    assertThat(root.getTextContent()).isEqualTo(inXml(name) + inXml(plain(event)));
  }

  @Property
  void query_anyData_parsesBackToItsLeaves(@ForAll String name, @ForAll Object value) {
    EventFacts event = event(name, value);
    RenderedPayload query =
        Events.render(PayloadRenderer.of(Payload.STANDARD, HttpMethod.GET), event);

    HttpUrl url = HttpUrl.get("https://a.example/?" + Events.text(query));

    assertThat(Events.text(query)).matches("[A-Za-z0-9._~%&=-]*");
    assertThat(url.queryParameter("id")).isEqualTo(Events.EVENT.toString());
    assertThat(url.queryParameterValues("name")).containsExactly(name);
    assertThat(url.querySize()).isEqualTo(5 + leaves(Values.parse(event.data()).get("value")));
  }

  private static int leaves(JsonNode value) {
    return value.isContainer() && !value.isEmpty()
        ? value.valueStream().mapToInt(PayloadPropertyTest::leaves).sum()
        : 1;
  }

  @Property
  void json_anyValues_parseBackToThemselves(@ForAll String name, @ForAll Object value) {
    EventFacts event = event(name, value);
    RenderedPayload body =
        Events.render(
            template(
                "{\"n\":\"{{name}}\",\"v\":{{value}},\"text\":\"{{value}}\"}",
                "application/vnd.api+json"),
            event);

    JsonNode parsed = Values.parse(body.bytes());

    assertThat(parsed.size()).isEqualTo(3);
    assertThat(parsed.get("n").stringValue()).isEqualTo(name);
    assertThat(parsed.get("v")).isEqualTo(Values.parse(event.data()).get("value"));
    assertThat(parsed.get("text").stringValue()).isEqualTo(plain(event));
  }

  @Property
  void text_anyValue_isWhatItIs(@ForAll String name) {
    RenderedPayload body =
        Events.render(template("{{name}}|{{missing}}", "text/plain"), event(name, ""));

    assertThat(Events.text(body)).isEqualTo(name + "|");
  }

  private static EventFacts event(String name, Object value) {
    return Events.booked(Map.of("name", name, "value", value));
  }

  private static String plain(EventFacts event) {
    return Values.text(Values.parse(event.data()).get("value"));
  }

  /** Returns a value with the replacement of characters that no spelling of XML can carry. */
  private static String inXml(String text) {
    return text.codePoints()
        .map(
            point ->
                point == '\t'
                        || point == '\n'
                        || point == '\r'
                        || (point >= 0x20 && point != 0xFFFE && point != 0xFFFF)
                    ? point
                    : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static PayloadRenderer form(String contentType) {
    return PayloadRenderer.of(
        new Payload(PayloadFormat.FORM, PayloadDetail.FULL, contentType, null, FIELDS, null),
        HttpMethod.POST);
  }

  private static PayloadRenderer template(String body, String contentType) {
    return PayloadRenderer.of(
        new Payload(PayloadFormat.TEMPLATE, PayloadDetail.FULL, contentType, body, List.of(), null),
        HttpMethod.POST);
  }
}
