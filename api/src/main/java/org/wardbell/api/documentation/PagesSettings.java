package org.wardbell.api.documentation;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings of the pages.
 *
 * @param temporalUiUrl where people find Temporal's web UI, for the landing page
 */
@ConfigurationProperties("wardbell")
record PagesSettings(@Nullable String temporalUiUrl) {}
