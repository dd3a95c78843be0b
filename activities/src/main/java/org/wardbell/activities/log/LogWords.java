package org.wardbell.activities.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The registration of our words for patterns. Logback finds it by itself, before anything
 * configures it, so it holds in every process and for every pattern.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogWords extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put(FailureConverter.WORD, FailureConverter::new);
    PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.put(TraceConverter.WORD, TraceConverter::new);
    return ExecutionStatus.INVOKE_NEXT_IF_ANY;
  }
}
