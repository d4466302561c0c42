package dev.pinwheel.stack.simulator.genesys;

import java.util.Optional;
import okio.ByteString;

/** What comes with a write besides the patch itself. */
record Write(ByteString body, Optional<String> idempotencyKey, Optional<String> ifMatch) {}
