package org.wardbell.activities.event;
import org.wardbell.workflows.event.EventCatalogue;
final class CatalogueFile { static EventCatalogue load() { return new EventCatalogue(); } private CatalogueFile() {} }
