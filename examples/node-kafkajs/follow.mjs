// Prints events of topics until one of a rotation is there: node follow.mjs BROKERS REGISTRY ROTATION_ID|- TOPIC...
// With - instead of an id it ends with the first event.
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

const [brokers, registryUrl, rotationId, ...topics] = process.argv.slice(2);
const registry = new SchemaRegistry({ host: registryUrl });
// readUncommitted: false is the default: what was taken back is never seen
const consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).consumer({ groupId: `example-${randomUUID()}` });
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await new Promise((found) => consumer.run({
  eachMessage: async ({ topic, message }) => {
    const event = await registry.decode(message.value);
    if (rotationId === '-' || event.rotationId === rotationId) {
      console.log(JSON.stringify({ topic, key: message.key?.toString(), event }, (_, v) => (typeof v === 'bigint' ? v.toString() : v)));
      found();
    }
  },
}));
await consumer.disconnect();
