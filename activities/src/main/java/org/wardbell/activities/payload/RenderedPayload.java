package org.wardbell.activities.payload;

/**
 * An event as a receiver gets it: a body, or for methods without one a query.
 *
 * @param bytes in UTF-8; a query is ASCII and has no question mark
 * @param contentType with the boundary, where there is one
 */
public record RenderedPayload(byte[] bytes, String contentType) {}
