package org.wardbell.activities.preset;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The wiring of presets: their files are read once. */
@Configuration(proxyBeanMethods = false)
public class PresetConfiguration {
  @Bean
  PresetCatalogue presetCatalogue() {
    return PresetCatalogue.load();
  }
}
