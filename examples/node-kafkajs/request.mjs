// A rotation-requested event as JavaScript: what to derive, and in which unit.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const NAMESPACE = '0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10';

/** UUID of version 5 (RFC 9562 5.5): a repeat of a step has the same id, everywhere. */
function uuid5(name) {
  const hash = createHash('sha1').update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex')).update(name).digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

/** key: KIND/region/id. rotationId: yours to choose; with the target it is the idempotency key. */
export function request(key, rotationId, chainFile) {
  const [kind, region, id] = key.split('/');
  return {
    eventId: uuid5(`${key}\n${rotationId}\nrotation-requested`),
    rotationId,
    occurredAt: Date.now() * 1000, // microseconds
    causationId: null,
    target: { kind, region, id, edgeId: null, organizationId: null },
    serviceId: 'crm',
    requestedBy: 'security-platform',
    certificateChain: readFileSync(chainFile, 'utf8'),
    previousCertificate: null,
    backupPins: [],
    webhookEndpoint: 'default',
    reason: null,
    rollbackOnFailure: false,
    credentials: null,
    keyRef: null,
    newEndpoint: null,
  };
}
