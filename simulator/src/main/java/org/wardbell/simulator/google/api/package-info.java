/** The calendar API and the token endpoint over HTTP, with a log of calls and faults on order. */
@NullMarked
package org.wardbell.simulator.google.api;

import org.jspecify.annotations.NullMarked;
