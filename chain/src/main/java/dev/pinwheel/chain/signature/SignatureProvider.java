package dev.pinwheel.chain.signature;

import java.lang.reflect.InvocationTargetException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/**
 * Who verifies signatures: Amazon Corretto Crypto Provider where its native library is there and
 * passes its own tests, which is about ten times as fast for P-256; else the JDK. It is not
 * registered with the JVM: no other code is to be given its algorithms.
 *
 * @param name for logs and metrics: {@code AmazonCorrettoCryptoProvider} or {@code JDK}
 * @param fast empty for the JDK's own
 * @param reason why it is this one
 */
public record SignatureProvider(String name, Optional<Provider> fast, String reason) {

  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** The JDK's own algorithms. */
  public static SignatureProvider jdk(String reason) {
    return new SignatureProvider(LibraryProviders.JDK, Optional.empty(), reason);
  }

  /** The fastest that works on this machine; never throws. */
  public static SignatureProvider fastest() {
    try {
      Class<?> type = Class.forName(CORRETTO);
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      // throws where the native library could not be loaded, or fails its self-test
      type.getMethod("assertHealthy").invoke(provider);
      Signature.getInstance("SHA256withECDSA", provider);
      return new SignatureProvider(
          provider.getName(),
          Optional.of(provider),
          "native library of " + provider.getVersionStr());
    } catch (ClassNotFoundException e) {
      return jdk("no AmazonCorrettoCryptoProvider on the class path");
    } catch (InvocationTargetException e) {
      return jdk("AmazonCorrettoCryptoProvider does not work here: " + e.getCause());
    } catch (ReflectiveOperationException | NoSuchAlgorithmException | LinkageError e) {
      return jdk("AmazonCorrettoCryptoProvider does not work here: " + e);
    }
  }

  @Override
  public String toString() {
    return name + " (" + reason + ")";
  }
}
