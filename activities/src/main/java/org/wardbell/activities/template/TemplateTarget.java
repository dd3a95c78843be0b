package org.wardbell.activities.template;

/** The use of a template, which decides where its values land. */
public enum TemplateTarget {
  /** A JSON document. */
  JSON_BODY {
    @Override
    Landing landing() {
      return new JsonLanding();
    }
  },
  /** An XML or HTML document. */
  XML_BODY {
    @Override
    Landing landing() {
      return new XmlLanding();
    }
  },
  /** A form, {@code To={{…}}&Body={{…}}}; its fixed text stays as it is. */
  FORM_BODY {
    @Override
    Landing landing() {
      return new OnePlace(Escaping.FORM_VALUE);
    }
  },
  /** Text that has no rules, or the value of a form's field before it is encoded. */
  TEXT {
    @Override
    Landing landing() {
      return new OnePlace(Escaping.TEXT);
    }
  },
  /** A whole URL with its query. */
  URL {
    @Override
    Landing landing() {
      return new UrlLanding();
    }
  },
  /** The value of one query parameter; its fixed text is encoded like its values. */
  QUERY_VALUE {
    @Override
    Landing landing() {
      return new OnePlace(Escaping.URL_QUERY);
    }
  },
  /** The value of one header. */
  HEADER_VALUE {
    @Override
    Landing landing() {
      return new OnePlace(Escaping.HEADER);
    }
  };

  abstract Landing landing();

  /** A template all of which is one place. */
  private record OnePlace(Escaping escaping) implements Landing {
    @Override
    public void pass(Piece.Text text) {}

    @Override
    public Escaping land(Placeholder placeholder) {
      return escaping;
    }

    @Override
    public void begin(Piece.Block block) {}

    @Override
    public void otherwise(Piece.Block block) {}

    @Override
    public boolean end(Piece.Block block) {
      return false;
    }

    @Override
    public void finish(int position) {}
  }
}
