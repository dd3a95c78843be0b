package org.wardbell.api.json;

import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wardbell.api.problem.RequestLimits;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.type.LogicalType;

/**
 * The strict reading of requests: a field outside the contract is an error that names the field.
 */
@Configuration(proxyBeanMethods = false)
public class StrictJson {
  /** More than any field's limit, so that the field's own check can name it. */
  private static final int MAXIMUM_NAME_LENGTH = 1_000;

  private static final int MAXIMUM_NUMBER_LENGTH = 1_000;

  /** Bounds that hold while reading, before anything is built. */
  public static StreamReadConstraints constraints(int maximumBytes, int maximumDepth) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(maximumDepth)
        .maxDocumentLength(maximumBytes)
        .maxNameLength(MAXIMUM_NAME_LENGTH)
        .maxNumberLength(MAXIMUM_NUMBER_LENGTH)
        .build();
  }

  @Bean
  JsonFactoryBuilderCustomizer boundedReading() {
    return factory ->
        factory.streamReadConstraints(
            constraints(RequestLimits.MAXIMUM_BODY_BYTES, RequestLimits.MAXIMUM_DEPTH));
  }

  @Bean
  JsonMapperBuilderCustomizer strictReading() {
    return mapper ->
        mapper
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                // An amount of 10.00 stays 10.00 in a preview as well.
                DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // Spaces, where a number or true is asked for, would else be as good as nothing at all.
            .withCoercionConfigDefaults(
                all ->
                    all.setAcceptBlankAsEmpty(false)
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }
}
