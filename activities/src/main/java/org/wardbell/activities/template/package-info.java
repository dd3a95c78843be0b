/**
 * Texts with variables: parsed once, rendered per event, escaped for the place a value lands in.
 */
@NullMarked
package org.wardbell.activities.template;

import org.jspecify.annotations.NullMarked;
