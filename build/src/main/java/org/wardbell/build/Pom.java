package org.wardbell.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A pom as it is written, without what it inherits. */
final class Pom {
  private final XPath path = XPathFactory.newInstance().newXPath();
  private final Document document;

  private Pom(Document document) {
    this.document = document;
  }

  static Pom read(Path file) {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (SAXException wrong) {
      throw new QuickTestException(
          QuickTestException.FAILED, file + " is no XML: " + wrong.getMessage());
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns the texts of the elements at an XPath. */
  List<String> texts(String place) {
    return nodes(place).map(Node::getTextContent).map(String::strip).toList();
  }

  Optional<String> text(String place) {
    return texts(place).stream().findFirst();
  }

  /** Returns a plugin's configuration here: that of its executions wins over its own. */
  Map<String, Element> configuration(String plugin) {
    String place = "/project/build/plugins/plugin[artifactId='" + plugin + "']";
    Map<String, Element> configuration = new LinkedHashMap<>();
    Stream.concat(
            nodes(place + "/configuration/*"),
            nodes(place + "/executions/execution/configuration/*"))
        .map(Element.class::cast)
        .forEach(element -> configuration.put(element.getTagName(), element));
    return configuration;
  }

  private Stream<Node> nodes(String place) {
    try {
      NodeList nodes = (NodeList) path.evaluate(place, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item);
    } catch (XPathExpressionException wrong) {
      throw new IllegalArgumentException(place, wrong);
    }
  }
}
