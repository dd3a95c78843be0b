/**
 * Tests that look at the product's pages in a real browser. A test class carries {@link
 * org.wardbell.standalone.browser.InBrowser}; CONTRIBUTING.md says how one is written.
 */
@NullMarked
package org.wardbell.standalone.browser;

import org.jspecify.annotations.NullMarked;
