package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.TargetCheck;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.sip.digest.MalformedDigestException;
import dev.pinwheel.sip.register.Registration;
import dev.pinwheel.sip.register.Report;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * Tries the digest credentials of trunks for real, where the configuration names a registrar: a
 * REGISTER that binds nothing (RFC 3261 section 10.2.2). A trunk whose carrier refuses its
 * credentials does not come back after a rotation either, and looks then as if the certificate were
 * to blame.
 */
public final class SipAccounts {

  private static final String CHECK = "sip-digest";

  private final Map<String, SipAccount> byTrunk;
  private final SSLContext tls;
  private final Clock clock;
  private final RandomGenerator random;
  private final Duration timeout;

  /**
   * Accounts to try.
   *
   * @param byTrunk by the trunk's id
   * @param tls whom to trust where a registrar is reached over TLS
   * @param timeout longest wait for each answer
   */
  public SipAccounts(
      Map<String, SipAccount> byTrunk,
      SSLContext tls,
      Clock clock,
      RandomGenerator random,
      Duration timeout) {
    this.byTrunk = Map.copyOf(byTrunk);
    this.tls = tls;
    this.clock = clock;
    this.random = random;
    this.timeout = timeout;
  }

  /** Tries a trunk's credentials; empty where none are configured. */
  public Optional<SipTrial> tried(String trunkId) throws InterruptedException {
    SipAccount account = byTrunk.get(trunkId);
    return account == null ? Optional.empty() : Optional.of(tried(account));
  }

  /** The same as a reason to go on with a write or not. */
  Gate gate(String trunkId) throws InterruptedException {
    Optional<SipTrial> trial = tried(trunkId);
    if (trial.isEmpty()) {
      return Gate.OPEN;
    }
    return switch (trial.get()) {
      case SipTrial.Taken(String detail) ->
          new Gate.Open(List.of(TargetCheck.passed(CHECK, detail)));
      case SipTrial.Refused(Failure failure) -> new Gate.Closed(failure);
      case SipTrial.NotTried(Failure failure) ->
          Gate.NotYet.until(failure.code(), failure.message(), () -> failure);
    };
  }

  private SipTrial tried(SipAccount account) throws InterruptedException {
    Secret password;
    try {
      password = account.password().get();
    } catch (IllegalArgumentException e) {
      return refused(FailureCode.SIP_CREDENTIALS_UNREADABLE, account, e.getMessage());
    }
    try {
      return judged(
          account,
          new Registration(account.registrar(), tls, clock, random, timeout)
              .register(
                  new Registration.Account(
                      account.addressOfRecord(), account.username(), password, Duration.ZERO)));
    } catch (MalformedDigestException e) {
      return refused(FailureCode.SIP_REGISTRATION_REFUSED, account, e.getMessage());
    } catch (IOException e) {
      if (Thread.interrupted()) {
        // A socket that a virtual thread reads from is closed when that is interrupted.
        throw new InterruptedException("interrupted while a registrar was asked");
      }
      return notTried(account, e.getMessage());
    }
  }

  /** Only some answers are about the credentials. */
  private static SipTrial judged(SipAccount account, Report report) {
    String explanation = report.explanation();
    return switch (report.standing()) {
      case TAKEN -> new SipTrial.Taken(named(account, explanation));
      case MISMATCH -> refused(FailureCode.SIP_DIGEST_MISMATCH, account, explanation);
      case REFUSED -> refused(FailureCode.SIP_REGISTRATION_REFUSED, account, explanation);
      case UNKNOWN -> notTried(account, explanation);
    };
  }

  private static SipTrial refused(FailureCode code, SipAccount account, String message) {
    return new SipTrial.Refused(Failure.of(code, named(account, message)));
  }

  private static SipTrial notTried(SipAccount account, String message) {
    return new SipTrial.NotTried(
        Failure.of(FailureCode.SIP_REGISTRAR_UNREACHABLE, named(account, message)));
  }

  private static String named(SipAccount account, String message) {
    return "%s of %s at %s: %s"
        .formatted(account.username(), account.addressOfRecord(), account.registrar(), message);
  }
}
