package io.github.camelkraken.requests;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelkraken.rest.Endpoint;
import io.github.camelkraken.rest.Endpoint.Feature;
import io.github.camelkraken.rest.EndpointCatalogue;
import io.github.camelkraken.rest.Group;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The schema of the requests of one topic, made of the catalogue's rows. A parameter means the same
 * in every endpoint, so its type stands once; a row says which ones its endpoint takes and needs.
 */
final class RequestSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ENDPOINT = "endpoint";
  private static final String ORDERS = "orders";
  private static final String CLOSE = "close";
  private static final String REQUIRED = "required";
  private static final String PROPERTIES = "properties";

  private final List<Endpoint> rows;
  private final ObjectNode schema = JSON.objectNode();

  private RequestSchema(Group group, boolean urgent) {
    this.rows = EndpointCatalogue.all().stream().filter(row -> row.comesOn(group, urgent)).toList();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", urgent ? "Urgent request" : "Request of the group " + group.topics());
    schema.put(
        "description",
        "An endpoint of Kraken's and its parameters, at most 64 KiB; key and headers together at most as much. What"
            + " Kraken would ignore or round is refused, so no other field may be there. This file"
            + " is made of the catalogue of endpoints: mvn test -Dtest=RequestSchemaTest -Dschemas.write=true");
    schema.put("type", "object");
    schema.putArray(REQUIRED).add(ENDPOINT);
    properties();
    schema.put("additionalProperties", false);
    ArrayNode all = schema.putArray("allOf");
    rows.forEach(row -> all.add(rule(row)));
    definitions();
  }

  static ObjectNode of(Group group, boolean urgent) {
    return new RequestSchema(group, urgent).schema;
  }

  private void properties() {
    ObjectNode properties = schema.putObject(PROPERTIES);
    ArrayNode endpoints = properties.putObject(ENDPOINT).putArray("enum");
    rows.forEach(row -> endpoints.add(row.name()));
    TreeSet<String> names = new TreeSet<>();
    rows.forEach(row -> names.addAll(given(row)));
    names.forEach(name -> properties.set(name, type(name)));
  }

  /** What an endpoint takes, needs, and takes together. */
  private static ObjectNode rule(Endpoint row) {
    ObjectNode rule = JSON.objectNode();
    ObjectNode condition = rule.putObject("if");
    condition.putArray(REQUIRED).add(ENDPOINT);
    condition.putObject(PROPERTIES).putObject(ENDPOINT).put("const", row.name());
    ObjectNode then = rule.putObject("then");
    if (!row.required().isEmpty()) {
      then.set(REQUIRED, texts(new TreeSet<>(row.required())));
    }
    ArrayNode names = then.putObject("propertyNames").putArray("enum").add(ENDPOINT);
    new TreeSet<>(given(row)).forEach(names::add);
    together(row, then);
    if (row.takes(Feature.BATCH)) {
      then.putObject(PROPERTIES).set(ORDERS, ref("#/$defs/orders"));
    } else if (row.parameters().contains(ORDERS)) {
      ObjectNode ids = then.putObject(PROPERTIES);
      ids.set(ORDERS, ref(shared("ids")));
      ids.set("cl_ord_ids", ref(shared("ids")));
    }
    switch (row.name()) {
      case "CancelOrder", "AmendOrder" -> then.set("oneOf", eitherOf("txid", "cl_ord_id"));
      case "CancelOrderBatch" -> then.set("anyOf", eitherOf(ORDERS, "cl_ord_ids"));
      default -> {
        // each of its parameters stands by itself
      }
    }
    return rule;
  }

  private static void together(Endpoint row, ObjectNode rule) {
    if (row.parameters().containsAll(List.of("cl_ord_id", "userref"))) {
      rule.set("not", needing("cl_ord_id", "userref"));
    }
    if (row.parameters().contains(CLOSE)) {
      rule.putObject("if")
          .set("anyOf", JSON.arrayNode().addAll(closeForms().map(RequestSchema::needing).toList()));
      ObjectNode flat = rule.putObject("then");
      flat.set(
          REQUIRED,
          texts(EndpointCatalogue.CLOSE.required().stream().map(RequestSchema::inForm).toList()));
      flat.set("not", needing(CLOSE));
    }
  }

  private void definitions() {
    if (rows.stream().noneMatch(row -> row.parameters().contains(CLOSE))) {
      return;
    }
    ObjectNode definitions = schema.putObject("$defs");
    definitions.set(CLOSE, object(EndpointCatalogue.CLOSE));
    ObjectNode orders = definitions.putObject(ORDERS);
    orders.put("type", "array").put("minItems", 2).put("maxItems", 15);
    orders.set("items", ref("#/$defs/order"));
    definitions.set("order", object(EndpointCatalogue.BATCH_ELEMENT));
  }

  private static ObjectNode object(Endpoint row) {
    ObjectNode object = JSON.objectNode().put("type", "object");
    object.set(REQUIRED, texts(new TreeSet<>(row.required())));
    ObjectNode properties = object.putObject(PROPERTIES);
    new TreeSet<>(given(row)).forEach(name -> properties.set(name, type(name)));
    object.put("additionalProperties", false);
    together(row, object);
    return object;
  }

  /** Its parameters by the names that a request may give them: a close comes in two forms. */
  private static List<String> given(Endpoint row) {
    return Stream.concat(
            row.parameters().stream(),
            row.parameters().contains(CLOSE) ? closeForms() : Stream.of())
        .toList();
  }

  private static Stream<String> closeForms() {
    return EndpointCatalogue.CLOSE.parameters().stream().sorted().map(RequestSchema::inForm);
  }

  private static String inForm(String parameter) {
    return CLOSE + "[" + parameter + "]";
  }

  private static ObjectNode type(String name) {
    String plain = name.replaceAll(CLOSE + "\\[(\\w+)]", "$1");
    Kind kind = Kind.of(plain);
    return switch (kind) {
      case CLOSE -> ref("#/$defs/close");
      case ORDERS -> JSON.objectNode().put("type", "array");
      case SWITCH -> ref(shared(plain.equals("validate") ? plain : "switch"));
      default -> ref(shared(kind.name().toLowerCase(Locale.ROOT)));
    };
  }

  private static String shared(String name) {
    return "request-types.json#/$defs/" + name;
  }

  private static ObjectNode ref(String target) {
    return JSON.objectNode().put("$ref", target);
  }

  private static ObjectNode needing(String... names) {
    ObjectNode needing = JSON.objectNode();
    needing.set(REQUIRED, texts(List.of(names)));
    return needing;
  }

  private static ArrayNode eitherOf(String one, String other) {
    return JSON.arrayNode().add(needing(one)).add(needing(other));
  }

  private static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JSON.arrayNode();
    texts.forEach(array::add);
    return array;
  }
}
