package io.github.camelkraken.config;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads the values of the configuration. SmallRye would find each {@code of} by itself, but then
 * loses what it says of a wrong value.
 */
public final class Converters {
  private Converters() {}

  /** Reads a {@link Attempts}. */
  public static final class ToAttempts implements Converter<Attempts> {
    private static final long serialVersionUID = 1L;

    @Override
    public Attempts convert(String text) {
      return Attempts.of(text);
    }
  }

  /** Reads a {@link BaseUrl}. */
  public static final class ToBaseUrl implements Converter<BaseUrl> {
    private static final long serialVersionUID = 1L;

    @Override
    public BaseUrl convert(String text) {
      return BaseUrl.of(text);
    }
  }

  /** Reads a switch; what is neither on nor off is not taken for off. */
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

  /** Reads a {@link Depth}. */
  public static final class ToDepth implements Converter<Depth> {
    private static final long serialVersionUID = 1L;

    @Override
    public Depth convert(String text) {
      return Depth.of(text);
    }
  }

  /** Reads a {@link Factor}. */
  public static final class ToFactor implements Converter<Factor> {
    private static final long serialVersionUID = 1L;

    @Override
    public Factor convert(String text) {
      return Factor.of(text);
    }
  }

  /** Reads a {@link Interval}. */
  public static final class ToInterval implements Converter<Interval> {
    private static final long serialVersionUID = 1L;

    @Override
    public Interval convert(String text) {
      return Interval.of(text);
    }
  }

  /** Reads a {@link Period}. */
  public static final class ToPeriod implements Converter<Period> {
    private static final long serialVersionUID = 1L;

    @Override
    public Period convert(String text) {
      return Period.of(text);
    }
  }

  /** Reads a {@link TimeSpan}. */
  public static final class ToTimeSpan implements Converter<TimeSpan> {
    private static final long serialVersionUID = 1L;

    @Override
    public TimeSpan convert(String text) {
      return TimeSpan.of(text);
    }
  }

  /** Reads a {@link Rate}. */
  public static final class ToRate implements Converter<Rate> {
    private static final long serialVersionUID = 1L;

    @Override
    public Rate convert(String text) {
      return Rate.of(text);
    }
  }

  /** Reads a {@link Replication}. */
  public static final class ToReplication implements Converter<Replication> {
    private static final long serialVersionUID = 1L;

    @Override
    public Replication convert(String text) {
      return Replication.of(text);
    }
  }

  /** Reads a {@link TopicPrefix}. */
  public static final class ToTopicPrefix implements Converter<TopicPrefix> {
    private static final long serialVersionUID = 1L;

    @Override
    public TopicPrefix convert(String text) {
      return TopicPrefix.of(text);
    }
  }

  /** Reads a {@link Hidden} text; SmallRye asks for the empty one where there is none. */
  public static final class ToHidden implements Converter<Hidden> {
    private static final long serialVersionUID = 1L;

    @Override
    public Hidden convert(String text) {
      return text.isBlank() ? null : Hidden.of(text);
    }
  }

  /** Reads a {@link Tier}. */
  public static final class ToTier implements Converter<Tier> {
    private static final long serialVersionUID = 1L;

    @Override
    public Tier convert(String text) {
      return Tier.of(text);
    }
  }

  /** Reads a {@link TradingMode}. */
  public static final class ToTradingMode implements Converter<TradingMode> {
    private static final long serialVersionUID = 1L;

    @Override
    public TradingMode convert(String text) {
      return TradingMode.of(text);
    }
  }
}
