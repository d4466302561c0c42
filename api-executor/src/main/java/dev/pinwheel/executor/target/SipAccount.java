package dev.pinwheel.executor.target;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.sip.register.Registrar;
import java.util.function.Supplier;

/**
 * The digest credentials of a trunk, and where to try them.
 *
 * @param addressOfRecord {@code sip:USER@DOMAIN}
 * @param password read when it is needed, so that a new one takes no restart, and kept nowhere
 */
public record SipAccount(
    Registrar registrar, String addressOfRecord, String username, Supplier<Secret> password) {}
