package org.wardbell.activities.delivery;

/**
 * The bytes that every attempt of a delivery sends.
 *
 * @param reproducible true for the standard envelope, which need not be stored: the same event
 *     renders to the same bytes
 */
record RenderedBody(byte[] bytes, String contentType, boolean reproducible) {}
