/** The browser of the tests: where a Chromium is found, and how it is driven. */
@NullMarked
package org.wardbell.standalone.browser.chromium;

import org.jspecify.annotations.NullMarked;
