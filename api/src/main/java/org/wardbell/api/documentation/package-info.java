/** The landing page, the OpenAPI document and the page that shows it. */
@NullMarked
package org.wardbell.api.documentation;

import org.jspecify.annotations.NullMarked;
