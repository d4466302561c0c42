package dev.pinwheel.chain.pem;

import dev.pinwheel.chain.finding.Remedy;
import java.util.Map;
import java.util.Optional;

/**
 * A block that is passed over, since its label is not that of a certificate (RFC 7468 section 5.1).
 *
 * @param number of the block, from 1
 */
public record OtherLabel(int number, String label) {

  private static final String PKCS7 =
      "openssl pkcs7 -print_certs -in chain.pem -out certificates.pem";

  /** By label, what makes CERTIFICATE blocks of what people have under it. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "PKCS7",
          PKCS7,
          "PKCS #7 SIGNED DATA",
          PKCS7,
          "CMS",
          PKCS7,
          "PKCS12",
          "openssl base64 -d -in chain.pem | openssl pkcs12 -nokeys -out certificates.pem",
          "TRUSTED CERTIFICATE",
          "openssl x509 -in chain.pem -out certificate.pem");

  private static final String CERTIFICATE = " CERTIFICATE";

  /** What to do; empty where the block holds no certificates. */
  public Optional<Remedy> remedy() {
    String command = COMMANDS.get(label);
    if (command == null && label.endsWith(CERTIFICATE) && label.matches("[A-Za-z0-9. #]+")) {
      command =
          "sed 's/ %s-----/ CERTIFICATE-----/' chain.pem > certificates.pem"
              .formatted(label.replace(".", "\\."));
    }
    return Optional.ofNullable(command)
        .map(text -> new Remedy("The command that makes CERTIFICATE blocks of it is", text));
  }

  String note() {
    return "PEM block %d (%s) was passed over: it is no CERTIFICATE block%s"
        .formatted(
            number,
            label,
            remedy().map(remedy -> "; what makes one of it: " + remedy.text()).orElse(""));
  }
}
