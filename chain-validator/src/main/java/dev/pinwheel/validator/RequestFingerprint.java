package dev.pinwheel.validator;

import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.RotationRequested;
import dev.pinwheel.schemas.Target;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What makes two requests of one rotation the same: SHA-256 over everything that was asked for,
 * each text with its length before it, so that no two requests can be spelled alike. The ids and
 * times of the event are left out: a producer that repeats itself has new ones.
 */
final class RequestFingerprint {

  private RequestFingerprint() {}

  static byte[] of(RotationRequested request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Target target = request.getTarget();
      write(out, target.getKind().name());
      write(out, target.getRegion());
      write(out, target.getId());
      write(out, target.getEdgeId());
      write(out, target.getOrganizationId());
      write(out, request.getServiceId());
      write(out, request.getRequestedBy());
      write(out, request.getCertificateChain());
      write(out, request.getPreviousCertificate());
      out.writeInt(request.getBackupPins().size());
      for (String pin : request.getBackupPins()) {
        write(out, pin);
      }
      write(out, request.getWebhookEndpoint());
      write(out, request.getReason());
      // Only where it is asked for: fingerprints of before this field was there stay what they are.
      if (request.getRollbackOnFailure()) {
        out.writeBoolean(true);
      }
      CredentialReferences credentials = request.getCredentials();
      if (credentials != null) {
        write(out, credentials.getClientCertificateId());
        write(out, credentials.getPrivateKeyId());
        write(out, credentials.getCaCertificateId());
      }
      if (request.getKeyRef() != null) {
        write(out, "keyRef");
        write(out, request.getKeyRef());
      }
      if (request.getNewEndpoint() != null) {
        write(out, "newEndpoint");
        write(out, request.getNewEndpoint().getName());
        write(out, request.getNewEndpoint().getUrl());
      }
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array took no more bytes", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }

  /** An absent text has the length -1. */
  private static void write(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
