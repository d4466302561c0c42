"""Asks for a rotation: ask.py BROKERS REGISTRY KIND/region/id ROTATION_ID CHAIN.pem"""

import sys

from confluent_kafka import Producer

from pinwheel_events import Registry, request

brokers, registry, key, rotation_id, chain_file = sys.argv[1:]
with open(chain_file, encoding="ascii") as chain:
    value = Registry(registry).encode("rotation-requested", request(key, rotation_id, chain.read()))

# murmur2_random is Java's partitioner: without it a target lies elsewhere and is brought home by a detour
producer = Producer({"bootstrap.servers": brokers, "acks": "all", "enable.idempotence": True, "partitioner": "murmur2_random"})
answers = []
producer.produce("rotation-requested", value, key, on_delivery=lambda error, message: answers.append((error, message)))
producer.flush(60)
if not answers or answers[0][0]:
    sys.exit(f"not acknowledged: {answers[0][0] if answers else 'no answer within 60 s'}")
print(f"asked: partition {answers[0][1].partition()}")
