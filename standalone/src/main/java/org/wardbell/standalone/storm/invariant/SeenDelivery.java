package org.wardbell.standalone.storm.invariant;

import java.util.UUID;

/**
 * The requests of one delivery as a receiver saw them.
 *
 * @param path where it came
 * @param requests how many came
 * @param successes how many of them were answered 200
 * @param sameBytes whether all had the same body
 * @param unsigned how many had no signature of a secret of its webhook
 */
public record SeenDelivery(
    UUID delivery,
    UUID event,
    String path,
    int requests,
    int successes,
    boolean sameBytes,
    int unsigned) {}
