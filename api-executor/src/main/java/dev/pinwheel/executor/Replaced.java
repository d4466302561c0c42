package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.schemas.CredentialReferences;
import java.util.Optional;

/**
 * What a target held before a write: what a rollback asks for.
 *
 * @param chain the chain that it served
 * @param credentials what the platform's credential store calls it, for the kinds that take chain
 *     and key from there
 */
record Replaced(CertificateChain chain, Optional<CredentialReferences> credentials) {}
