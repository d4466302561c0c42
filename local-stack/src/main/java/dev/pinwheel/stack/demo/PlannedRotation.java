package dev.pinwheel.stack.demo;

import dev.pinwheel.schemas.CredentialReferences;
import dev.pinwheel.schemas.Target;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One rotation that the demo asks for.
 *
 * @param story what it shows, in a few words
 * @param ownProducer true where it is asked for by a plain Avro producer instead of HTTP
 * @param endpoint name of the webhook endpoint to tell
 * @param credentials for a Data Action endpoint, the references to write
 */
record PlannedRotation(
    String story,
    boolean ownProducer,
    UUID rotationId,
    Target target,
    String certificateChain,
    List<String> backupPins,
    String endpoint,
    Optional<CredentialReferences> credentials,
    Expectation expectation) {}
