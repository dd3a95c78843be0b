package org.wardbell.activities.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.StartProgress;
import org.wardbell.activities.expression.Evaluations;
import org.wardbell.activities.temporal.TemporalConfiguration;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.event.EventCatalogue;

/** The wiring of the event store, for every process that takes events in or reads them. */
@Configuration(proxyBeanMethods = false)
@Import(TemporalConfiguration.class)
public class EventConfiguration {
  private static final Logger log = LoggerFactory.getLogger(EventConfiguration.class);

  /**
   * Has the processes for expressions ready for the first event, once this one is started. With
   * {@code wardbell.expressions.early=false} they start when the first expression is met.
   */
  @EventListener
  void started(ContextRefreshedEvent event) {
    if (event
        .getApplicationContext()
        .getEnvironment()
        .getProperty("wardbell.expressions.early", Boolean.class, true)) {
      Evaluations.begin();
    }
  }

  @Bean
  EventCatalogue eventCatalogue() {
    return CatalogueFile.load();
  }

  @Bean
  EventTypeStore eventTypeStore() {
    return new EventTypeStore();
  }

  @Bean
  ClinicCatalogues clinicCatalogues(
      EventCatalogue builtIn, EventTypeStore types, ClinicStore clinics, DSLContext dsl) {
    return new ClinicCatalogues(builtIn, types, clinics, dsl);
  }

  /** What an older version left in the clear is sealed before anybody asks for it. */
  @Bean
  EventStore eventStore(
      Encryption encryption, Database database, ObjectProvider<StartProgress> progress) {
    new PlaintextConversion(database, encryption, progress.getIfAvailable(() -> log::info)).run();
    return new EventStore(encryption);
  }

  @Bean
  EventQuery eventQueries(DSLContext dsl, EventStore store) {
    return new EventQuery(dsl, store);
  }

  @Bean
  EventReader eventReader(EventStore store, ClinicStore clinics) {
    return new EventReader(store, clinics);
  }

  @Bean
  WorkflowStarts workflowStarts(WorkflowStarter starter) {
    return new WorkflowStarts(starter);
  }

  @Bean
  EventIntake eventIntake(
      Database database,
      EventStore store,
      WorkflowStarts starts,
      ObjectProvider<EventIntake.DirectDispatch> direct,
      ObjectProvider<MeterRegistry> registry) {
    return new EventIntake(
        database.commits(),
        store,
        starts,
        direct.getIfAvailable(),
        registry.getIfAvailable(CompositeMeterRegistry::new));
  }
}
