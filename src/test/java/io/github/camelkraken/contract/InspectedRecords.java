package io.github.camelkraken.contract;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that has read a record which is not as the contract says; JUnit finds it itself. */
public final class InspectedRecords
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) {
    Inspector.begin();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check();
  }

  private static void check() {
    List<String> found = Inspector.found();
    if (!found.isEmpty()) {
      throw new AssertionError(
          "records are not as %s says:%n%s"
              .formatted(Schemas.ASYNCAPI, String.join(System.lineSeparator(), found)));
    }
  }
}
