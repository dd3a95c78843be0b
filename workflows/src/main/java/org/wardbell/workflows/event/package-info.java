/** What happened in a clinic, and the workflow that turns it into deliveries. */
@NullMarked
package org.wardbell.workflows.event;

import org.jspecify.annotations.NullMarked;
