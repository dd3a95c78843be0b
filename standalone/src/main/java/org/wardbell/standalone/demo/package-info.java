/** The demo: a clinic's morning, played through the public API, and told in plain words. */
@NullMarked
package org.wardbell.standalone.demo;

import org.jspecify.annotations.NullMarked;
