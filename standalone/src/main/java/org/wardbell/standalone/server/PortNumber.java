package org.wardbell.standalone.server;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The reader of a port's number on the command line: 0 to 65535, where 0 means a free one. */
public final class PortNumber implements ITypeConverter<Integer> {
  private static final int HIGHEST = 65_535;

  @Override
  public Integer convert(String text) {
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= HIGHEST) {
        return port;
      }
    } catch (NumberFormatException none) {
      // Told below, like a number that is none of a port.
    }
    throw new TypeConversionException("'" + text + "' is no port; ports are 0 to " + HIGHEST);
  }
}
