/**
 * Webhooks as pages: the list of them, each with how it does, their files, and who changed what.
 */
@NullMarked
package org.wardbell.api.dashboard.webhook;

import org.jspecify.annotations.NullMarked;
