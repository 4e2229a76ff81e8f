package io.github.camelkraken.rest;

import static io.github.camelkraken.rest.FailureClass.KEY_FAULT;
import static io.github.camelkraken.rest.FailureClass.LOCKOUT;
import static io.github.camelkraken.rest.FailureClass.MARKET_STATE;
import static io.github.camelkraken.rest.FailureClass.NONCE;
import static io.github.camelkraken.rest.FailureClass.OPEN;
import static io.github.camelkraken.rest.FailureClass.RATE_LIMIT;
import static io.github.camelkraken.rest.FailureClass.REFUSED;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The class of every error string that Kraken documents or was seen to send. The longest known
 * prefix decides; a string that is not known leaves the outcome open.
 */
public final class ErrorCatalogue {
  private static final Map<String, FailureClass> CLASSES = new TreeMap<>();

  static {
    put(KEY_FAULT, "EAPI:Invalid key", "EAPI:Invalid signature");
    put(NONCE, "EAPI:Invalid nonce");
    put(LOCKOUT, "EGeneral:Temporary lockout");
    put(
        RATE_LIMIT,
        "EAPI:Rate limit exceeded",
        "EAuth:Rate limit exceeded",
        "EAuth:Too many requests",
        "EGeneral:Too many requests",
        "EOrder:Rate limit exceeded",
        "EOrder:Domain rate limit exceeded",
        "EService:Throttled");
    put(
        MARKET_STATE,
        "EService:Market in cancel_only mode",
        "EService:Market in post_only mode",
        "EService:Market in limit_only mode",
        "EService:Market in reduce_only mode");
    put(
        OPEN,
        "EGeneral:Internal error",
        "EService:Unavailable",
        "EService:Busy",
        "EService:Timeout",
        "EService:Deadline elapsed",
        "EDatabase:Internal error",
        "EOrder:Cancel pending",
        "EOrder:Reduce only:Position is closed",
        "EOrder:Batch failed",
        "EOrder:Cancel all failed",
        "EEarnings:Busy");
    put(
        REFUSED,
        "EAPI:Bad request",
        "EAPI:Feature disabled",
        "EAPI:Invalid arguments",
        "EGeneral:Invalid arguments",
        "EGeneral:Unknown method",
        "EGeneral:Unknown order",
        "EGeneral:Permission denied",
        "EOrder:Orders limit exceeded",
        "EOrder:Scheduled orders limit exceeded",
        "EOrder:Positions limit exceeded",
        "EOrder:Insufficient funds",
        "EOrder:Order minimum not met",
        "EOrder:Cost minimum not met",
        "EOrder:Tick size check failed",
        "EOrder:Invalid price",
        "EOrder:Invalid order",
        "EOrder:Post only order",
        "EOrder:Unknown order",
        "EOrder:Order not editable",
        "EOrder:Not enough leaves qty",
        "EOrder:Unknown position",
        "EOrder:Reduce only:No position exists",
        "EOrder:Reduce only:Non-PC",
        "EOrder:Reduce only:Non-ECP",
        "EOrder:Cannot open position",
        "EOrder:Cannot open opposing position",
        "EOrder:Margin allowance exceeded",
        "EOrder:Margin level too low",
        "EOrder:Margin position size exceeded",
        "EOrder:Insufficient initial margin",
        "EOrder:Insufficient margin",
        "EOrder:Trading agreement required",
        "EAuth:Account temporary disabled",
        "EAuth:Account unconfirmed",
        "EAuth:Failed",
        "EAccount:Invalid permissions",
        "ETrade:Invalid request",
        "ETrade:Locked",
        "ETrade:User Locked",
        "EBM:limit exceeded",
        "ESession:Invalid session",
        "EQuery:Unknown asset pair",
        "EQuery:Invalid asset pair",
        "EQuery:Unknown asset",
        "EFunding:Max fee exceeded",
        "EFunding:No funding method",
        "EFunding:Unknown asset",
        "EFunding:Unknown withdraw key",
        "EFunding:Invalid amount",
        "EFunding:Invalid staking method",
        "EFunding:Invalid reference id",
        "EFunding:Unknown reference id",
        "EFunding:Too many addresses",
        "Invalid withdrawal address",
        "EExport:Exported size too big",
        "EEarnings:Below min",
        "EEarnings:Above max",
        "EEarnings:Insufficient funds",
        "EEarnings:Permission denied");
  }

  private ErrorCatalogue() {}

  /** The class of one error string. */
  public static FailureClass classOf(String error) {
    String normal = normal(error);
    return CLASSES.entrySet().stream()
        .filter(known -> isPrefix(known.getKey(), normal))
        .max(Comparator.comparingInt(known -> known.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(OPEN);
  }

  /** The class of several error strings in one answer: open if any is, else the longest wait. */
  public static FailureClass classOf(List<String> errors) {
    return errors.stream().map(ErrorCatalogue::classOf).min(Comparator.naturalOrder()).orElse(OPEN);
  }

  /** {@code EService: Throttled: 17} and {@code EService:Throttled:17} are the same error. */
  private static String normal(String error) {
    return error
        .strip()
        .replaceAll("\\s*:\\s*", ":")
        .replaceAll("\\s+", " ")
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isPrefix(String known, String error) {
    return error.startsWith(known)
        && (error.length() == known.length()
            || !Character.isLetterOrDigit(error.charAt(known.length())));
  }

  private static void put(FailureClass failure, String... errors) {
    for (String error : errors) {
      CLASSES.put(normal(error), failure);
    }
  }
}
