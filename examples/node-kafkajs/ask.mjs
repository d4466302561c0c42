// Asks for a rotation: node ask.mjs BROKERS REGISTRY KIND/region/id ROTATION_ID CHAIN.pem
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel } from 'kafkajs';
import { request } from './request.mjs';

const [brokers, registryUrl, key, rotationId, chainFile] = process.argv.slice(2);
const registry = new SchemaRegistry({ host: registryUrl });
const schema = await registry.getLatestSchemaId('rotation-requested-value'); // registered by topics apply, never by a producer
const value = await registry.encode(schema, request(key, rotationId, chainFile));

const producer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).producer({ idempotent: true, maxInFlightRequests: 1 });
await producer.connect();
const [at] = await producer.send({ topic: 'rotation-requested', acks: -1, messages: [{ key, value }] });
await producer.disconnect();
console.log(`asked: partition ${at.partition}`);
