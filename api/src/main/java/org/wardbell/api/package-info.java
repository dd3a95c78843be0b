/** What Wardbell listens to and shows: REST, health, metrics, the API reference. */
@NullMarked
package org.wardbell.api;

import org.jspecify.annotations.NullMarked;
