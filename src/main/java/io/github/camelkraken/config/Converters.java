package io.github.camelkraken.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * How the values of the configuration are read. SmallRye would find each {@code of} by itself, but
 * then loses what it says of a wrong value.
 */
public final class Converters implements SmallRyeConfigBuilderCustomizer {
  private static final int PRIORITY = 100;

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    builder
        .withConverter(Attempts.class, PRIORITY, Attempts::of)
        .withConverter(BaseUrl.class, PRIORITY, BaseUrl::of)
        .withConverter(Depth.class, PRIORITY, Depth::of)
        .withConverter(Factor.class, PRIORITY, Factor::of)
        .withConverter(Hidden.class, PRIORITY, Converters::hidden)
        .withConverter(Interval.class, PRIORITY, Interval::of)
        .withConverter(Period.class, PRIORITY, Period::of)
        .withConverter(Rate.class, PRIORITY, Rate::of)
        .withConverter(Replication.class, PRIORITY, Replication::of)
        .withConverter(Tier.class, PRIORITY, Tier::of)
        .withConverter(TimeSpan.class, PRIORITY, TimeSpan::of)
        .withConverter(TopicPrefix.class, PRIORITY, TopicPrefix::of)
        .withConverter(TradingMode.class, PRIORITY, TradingMode::of);
  }

  /** SmallRye asks for the empty text where there is none. */
  private static Hidden hidden(String text) {
    return text.isBlank() ? null : Hidden.of(text);
  }

  /** Reads a switch of ours, and no other library's; what is neither on nor off is not off. */
  public static final class ToBoolean implements Converter<Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean convert(String text) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("expects true or false");
      };
    }
  }
}
