/** Wardbell's interface to the outside: REST, health, metrics, the API reference. */
@NullMarked
package org.wardbell.api;

import org.jspecify.annotations.NullMarked;
