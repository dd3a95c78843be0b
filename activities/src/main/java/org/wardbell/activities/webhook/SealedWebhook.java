package org.wardbell.activities.webhook;

/**
 * A webhook's two sealed columns as they are stored. They are always sealed together, so that one
 * key id holds for both.
 */
record SealedWebhook(byte[] settings, byte[] secrets, int keyId) {}
