"""Prints events of topics until one of a rotation is there: follow.py BROKERS REGISTRY ROTATION_ID|- TOPIC...
With - instead of an id it ends with the first event."""

import json
import sys
import uuid

from confluent_kafka import Consumer

from pinwheel_events import Registry

brokers, registry_url, rotation_id, *topics = sys.argv[1:]
registry = Registry(registry_url)
consumer = Consumer({
    "bootstrap.servers": brokers,
    "group.id": f"example-{uuid.uuid4()}",
    "auto.offset.reset": "earliest",
    "isolation.level": "read_committed",
})
consumer.subscribe(topics)
while True:
    message = consumer.poll(1)
    if message is None:
        continue
    if message.error():
        sys.exit(str(message.error()))
    event = registry.decode(message.value())
    if rotation_id in ("-", event.get("rotationId")):
        print(json.dumps({"topic": message.topic(), "key": message.key().decode(), "event": event}, default=str))
        break
consumer.close()
