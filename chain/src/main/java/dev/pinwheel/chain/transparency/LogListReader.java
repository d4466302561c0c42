package dev.pinwheel.chain.transparency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Reads a list of logs: the JSON of version 3 that Google publishes as {@code log_list.json} and
 * {@code all_logs_list.json}. What this validator does not need is passed over; what it needs must
 * be right, since a log that was lost would refuse good certificates, and a wrong key bad ones.
 */
public final class LogListReader {

  /** The list of every log there ever was is about 200 KiB. */
  public static final int MOST_CHARACTERS = 1024 * 1024;

  private LogListReader() {}

  /**
   * Reads a list.
   *
   * @throws InvalidLogListException that says what is wrong and where
   */
  public static LogList read(String json) throws InvalidLogListException {
    if (json.length() > MOST_CHARACTERS) {
      throw new InvalidLogListException("it is larger than " + MOST_CHARACTERS + " characters");
    }
    JsonNode operators = parsed(json).path("operators");
    if (!operators.isArray()) {
      throw new InvalidLogListException("operators: expected an array, as version 3 has it");
    }
    List<TransparencyLog> logs = new ArrayList<>();
    for (JsonNode operator : operators) {
      String name = text(operator, "name", "an operator");
      for (JsonNode log : operator.path("logs")) {
        logs.add(log(log, name));
      }
      // logs of the static API have an array of their own, and the same SCTs
      for (JsonNode log : operator.path("tiled_logs")) {
        logs.add(log(log, name));
      }
    }
    long distinct = logs.stream().map(TransparencyLog::id).distinct().count();
    if (logs.isEmpty() || distinct != logs.size()) {
      throw new InvalidLogListException(
          logs.isEmpty() ? "it has no log" : "it has the same log twice");
    }
    return new LogList(logs);
  }

  private static JsonNode parsed(String json) throws InvalidLogListException {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new InvalidLogListException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static TransparencyLog log(JsonNode log, String operator) throws InvalidLogListException {
    String description = log.path("description").asText("a log of " + operator);
    byte[] key = base64(log, "key", description);
    String id = HexFormat.of().formatHex(base64(log, "log_id", description));
    if (!id.equals(sha256(key))) {
      throw new InvalidLogListException(
          description + ": log_id is not the SHA-256 of key (RFC 6962 section 3.2)");
    }
    return new TransparencyLog(
        id,
        description,
        operator,
        publicKey(key, description),
        state(log.path("state"), description),
        interval(log.path("temporal_interval"), description),
        earlier(log.path("previous_operators"), description));
  }

  private static LogState state(JsonNode state, String where) throws InvalidLogListException {
    for (LogState.Kind kind : LogState.Kind.values()) {
      if (state.has(kind.key())) {
        return new LogState(kind, instant(state.path(kind.key()), "timestamp", where));
      }
    }
    if (state.isMissingNode()) {
      throw new InvalidLogListException(where + ": state is missing");
    }
    throw new InvalidLogListException(where + ": state is none of version 3");
  }

  private static Optional<TransparencyLog.Interval> interval(JsonNode interval, String where)
      throws InvalidLogListException {
    return interval.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new TransparencyLog.Interval(
                instant(interval, "start_inclusive", where),
                instant(interval, "end_exclusive", where)));
  }

  private static List<TransparencyLog.EarlierOperator> earlier(JsonNode operators, String where)
      throws InvalidLogListException {
    List<TransparencyLog.EarlierOperator> earlier = new ArrayList<>();
    for (JsonNode operator : operators) {
      earlier.add(
          new TransparencyLog.EarlierOperator(
              text(operator, "name", where), instant(operator, "end_time", where)));
    }
    earlier.sort(Comparator.comparing(TransparencyLog.EarlierOperator::until));
    return earlier;
  }

  private static String text(JsonNode node, String key, String where)
      throws InvalidLogListException {
    if (!node.path(key).isTextual()) {
      throw new InvalidLogListException(where + ": " + key + " is missing, or no text");
    }
    return node.path(key).textValue();
  }

  private static Instant instant(JsonNode node, String key, String where)
      throws InvalidLogListException {
    try {
      return Instant.parse(text(node, key, where));
    } catch (DateTimeException e) {
      throw new InvalidLogListException(where + ": " + key + " is no RFC 3339 instant", e);
    }
  }

  private static byte[] base64(JsonNode node, String key, String where)
      throws InvalidLogListException {
    try {
      return Base64.getDecoder().decode(text(node, key, where));
    } catch (IllegalArgumentException e) {
      throw new InvalidLogListException(where + ": " + key + " is not base64", e);
    }
  }

  /** Logs sign with P-256 or RSA (RFC 6962 section 2.1.4). */
  private static PublicKey publicKey(byte[] der, String where) throws InvalidLogListException {
    try {
      boolean elliptic =
          SubjectPublicKeyInfo.getInstance(der)
              .getAlgorithm()
              .getAlgorithm()
              .equals(X9ObjectIdentifiers.id_ecPublicKey);
      return KeyFactory.getInstance(elliptic ? "EC" : "RSA")
          .generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidLogListException(where + ": key is no EC or RSA key", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
