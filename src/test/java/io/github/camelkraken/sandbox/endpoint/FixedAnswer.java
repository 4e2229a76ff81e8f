package io.github.camelkraken.sandbox.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelkraken.sandbox.auth.Permission;
import java.util.List;

/**
 * An endpoint without a state here: it checks its parameters and always answers the same.
 *
 * @param required parameters that have to be there
 * @param answer the JSON of its result
 */
public record FixedAnswer(String name, Permission permission, List<String> required, String answer)
    implements PrivateEndpoint {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public JsonNode result(PrivateCall call) {
    required.forEach(call.parameters()::required);
    try {
      return MAPPER.readTree(answer);
    } catch (JsonProcessingException wrong) {
      throw new IllegalStateException("not JSON: " + name, wrong);
    }
  }
}
