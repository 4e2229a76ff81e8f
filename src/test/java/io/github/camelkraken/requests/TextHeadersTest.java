package io.github.camelkraken.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextHeadersTest {
  private final TextHeaders headers = new TextHeaders();

  @Test
  void aHeaderIsText() {
    assertThat(headers.deserialize("traceparent", "00-ü".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("00-ü");
  }

  @Test
  void aHeaderWithoutAValueHasNone() {
    assertThat(headers.deserialize("traceparent", null)).isNull();
  }
}
