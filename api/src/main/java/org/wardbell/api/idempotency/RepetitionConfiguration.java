package org.wardbell.api.idempotency;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wardbell.activities.idempotency.KeptAnswers;

/** The wiring of repetitions: behind the filters and interceptors that may refuse a request. */
@Configuration(proxyBeanMethods = false)
class RepetitionConfiguration implements WebMvcConfigurer {
  private static final int BEHIND_THE_OTHERS = 2;

  @Bean
  FilterRegistrationBean<AnswerKeeping> answerKeeping(KeptAnswers answers) {
    FilterRegistrationBean<AnswerKeeping> filter =
        new FilterRegistrationBean<>(new AnswerKeeping(answers));
    filter.setOrder(0);
    return filter;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Repetitions()).order(BEHIND_THE_OTHERS);
  }
}
