package org.wardbell.activities.webhook.rules;

import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The check that texts are well-formed XML 1.0 in UTF-8. Nothing outside a text is ever read. Its
 * parser is for one thread.
 */
final class XmlCheck {
  private static final String FIELD = "body";

  /** Any other encoding would not be the one we send. */
  private static final Pattern OTHER_ENCODING =
      Pattern.compile("^<\\?xml[^>]*encoding\\s*=\\s*[\"'](?!(?i)utf-8[\"'])");

  private static final Pattern OTHER_VERSION =
      Pattern.compile("^<\\?xml\\s+version\\s*=\\s*[\"'](?!1\\.0[\"'])");

  private final DocumentBuilder parser = parser();
  private final Problems problems;

  XmlCheck(Problems problems) {
    this.problems = problems;
  }

  void check(String xml) {
    if (OTHER_ENCODING.matcher(xml).find() || OTHER_VERSION.matcher(xml).find()) {
      problems.add(
          FIELD,
          "What is sent is XML 1.0 in UTF-8, and the declaration says something else.",
          "Write <?xml version=\"1.0\" encoding=\"UTF-8\"?>.");
      return;
    }
    try {
      parser.parse(new InputSource(new StringReader(xml)));
    } catch (SAXParseException e) {
      problems.add(
          FIELD,
          "With sample values this is not well-formed XML: line "
              + e.getLineNumber()
              + ", column "
              + e.getColumnNumber()
              + ": "
              + e.getMessage(),
          "Check the tags there; a document type and entities of your own are not allowed.");
    } catch (SAXException | IOException e) {
      problems.add(FIELD, "This is not XML.", "Write an XML document with one root element.");
    }
  }

  private static DocumentBuilder parser() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setNamespaceAware(true);
      DocumentBuilder parser = factory.newDocumentBuilder();
      // The usual handler prints to the standard error.
      parser.setErrorHandler(new Throwing());
      return parser;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Every Java has a parser with these features", e);
    }
  }

  private static final class Throwing implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {}

    @Override
    public void error(SAXParseException exception) throws SAXException {
      throw exception;
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
