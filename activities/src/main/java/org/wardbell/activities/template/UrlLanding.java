package org.wardbell.activities.template;

/**
 * The places for values in a URL: in its path or its query, never in scheme, host or port, which
 * say whom we talk to.
 */
final class UrlLanding implements Landing {
  private final StringBuilder before = new StringBuilder();

  @Override
  public void pass(Piece.Text text) {
    before.append(text.text());
  }

  @Override
  public Escaping land(Placeholder placeholder) {
    if (before.indexOf("?") >= 0) {
      return Escaping.URL_QUERY;
    }
    int authority = before.indexOf("://");
    if (authority < 0 || before.indexOf("/", authority + "://".length()) < 0) {
      throw new TemplateSyntaxException(
          placeholder.position(),
          "A variable cannot stand in a URL's scheme, host or port.",
          "Write the host out; use variables in the path and the query only.");
    }
    return Escaping.URL_PATH;
  }

  @Override
  public void begin(Piece.Block block) {
    throw new TemplateSyntaxException(
        block.position(),
        "A URL has no conditions and loops: who is called must not depend on them.",
        "Put them into the value of a query parameter or a header, or make two webhooks, each with a"
            + " filter.");
  }

  @Override
  public void otherwise(Piece.Block block) {}

  @Override
  public boolean end(Piece.Block block) {
    return false;
  }

  @Override
  public void finish(int position) {}
}
