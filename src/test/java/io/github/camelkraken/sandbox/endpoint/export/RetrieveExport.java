package io.github.camelkraken.sandbox.endpoint.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelkraken.sandbox.account.Exports.Export;
import io.github.camelkraken.sandbox.auth.Permission;
import io.github.camelkraken.sandbox.endpoint.KrakenError;
import io.github.camelkraken.sandbox.endpoint.PrivateCall;
import io.github.camelkraken.sandbox.endpoint.PrivateEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** {@code RetrieveExport} (rest.md 3.15): a zip file instead of JSON. */
public final class RetrieveExport implements PrivateEndpoint {
  @Override
  public String name() {
    return "RetrieveExport";
  }

  @Override
  public Permission permission() {
    return Permission.all(Permission.EXPORT_DATA);
  }

  @Override
  public JsonNode result(PrivateCall call) {
    Export export =
        call.account()
            .exports()
            .find(call.parameters().required("id"))
            .orElseThrow(() -> new KrakenError("EGeneral:Invalid arguments:id"));
    String rows = export.report().equals("trades") ? trades(call) : ledgers(call);
    return JSON.binaryNode(zip(export.report() + ".csv", rows));
  }

  private static String trades(PrivateCall call) {
    return call.account().trades().stream()
        .map(
            trade ->
                String.join(
                    ",",
                    trade.id(),
                    trade.orderTxid(),
                    trade.price().toPlainString(),
                    trade.volume().toPlainString()))
        .collect(Collectors.joining("\n", "txid,ordertxid,price,vol\n", "\n"));
  }

  private static String ledgers(PrivateCall call) {
    return call.account().ledger().stream()
        .map(
            entry ->
                String.join(
                    ",",
                    entry.id(),
                    entry.refid(),
                    entry.asset(),
                    entry.amount().toPlainString(),
                    entry.balance().toPlainString()))
        .collect(Collectors.joining("\n", "txid,refid,asset,amount,balance\n", "\n"));
  }

  private static byte[] zip(String name, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
