// Asks for a rotation with Confluent's serializer: node ask.mjs BROKERS REGISTRY KIND/region/id ROTATION_ID CHAIN.pem
import { AvroSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { Kafka, logLevel } from 'kafkajs';
import { request } from '../node-kafkajs/request.mjs';

const [brokers, registryUrl, key, rotationId, chainFile] = process.argv.slice(2);
const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });
// without useLatestVersion it looks for a schema guessed from the value, which is not there: error 40403
const serializer = new AvroSerializer(registry, SerdeType.VALUE, { useLatestVersion: true });
const value = await serializer.serialize('rotation-requested', request(key, rotationId, chainFile));

const producer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.ERROR }).producer({ idempotent: true, maxInFlightRequests: 1 });
await producer.connect();
const [at] = await producer.send({ topic: 'rotation-requested', acks: -1, messages: [{ key, value }] });
await producer.disconnect();
console.log(`asked: partition ${at.partition}`);
