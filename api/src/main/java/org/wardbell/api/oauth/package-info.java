/** Connects webhooks with authorization servers, by a person's browser. */
@NullMarked
package org.wardbell.api.oauth;

import org.jspecify.annotations.NullMarked;
