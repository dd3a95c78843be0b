/** Presets: what the usual targets need, as data, and the webhooks that they become. */
@NullMarked
package org.wardbell.activities.preset;

import org.jspecify.annotations.NullMarked;
