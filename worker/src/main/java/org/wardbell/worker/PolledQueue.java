package org.wardbell.worker;

import io.temporal.worker.Worker;
import java.util.function.Consumer;

/**
 * A task queue that this process polls, with slots of its own.
 *
 * @param activities how many may run at once
 * @param registration registers its workflows and activities
 */
record PolledQueue(String name, int activities, Consumer<Worker> registration) {}
