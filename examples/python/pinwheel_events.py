"""Confluent's wire format (magic byte 0, schema id, Avro) with Apache Avro's own package, and a request as Python."""

import datetime
import io
import json
import urllib.request
import uuid

import avro.io
import avro.schema

NAMESPACE = uuid.UUID("0b0b4f8e-8d4c-5d0a-9a55-4f1d3f1c7a10")


def _parsed(text):
    # avro 1.11.1 cannot write a nullable uuid: the ids are strings all the same
    def plain(node):
        if isinstance(node, dict):
            return {k: plain(v) for k, v in node.items() if not (k == "logicalType" and v == "uuid")}
        return [plain(n) for n in node] if isinstance(node, list) else node

    return avro.schema.parse(json.dumps(plain(json.loads(text))))


class Registry:
    def __init__(self, url):
        self.url = url
        self.by_id = {}

    def _get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return json.load(answer)

    def encode(self, topic, value):
        latest = self._get(f"/subjects/{topic}-value/versions/latest")
        out = io.BytesIO(b"\0" + latest["id"].to_bytes(4, "big"))
        out.seek(5)
        avro.io.DatumWriter(_parsed(latest["schema"])).write(value, avro.io.BinaryEncoder(out))
        return out.getvalue()

    def decode(self, value):
        number = int.from_bytes(value[1:5], "big")
        if number not in self.by_id:
            self.by_id[number] = _parsed(self._get(f"/schemas/ids/{number}")["schema"])
        return avro.io.DatumReader(self.by_id[number]).read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))


def request(key, rotation_id, chain):
    """key: KIND/region/id. rotation_id: yours to choose; with the target it is the idempotency key."""
    kind, region, name = key.split("/")
    return {
        "eventId": str(uuid.uuid5(NAMESPACE, f"{key}\n{rotation_id}\nrotation-requested")),
        "rotationId": rotation_id,
        "occurredAt": datetime.datetime.now(datetime.timezone.utc),  # written as microseconds
        "causationId": None,
        "target": {"kind": kind, "region": region, "id": name, "edgeId": None, "organizationId": None},
        "serviceId": "crm",
        "requestedBy": "security-platform",
        "certificateChain": chain,
        "previousCertificate": None,
        "backupPins": [],
        "webhookEndpoint": "default",
        "reason": None,
        "rollbackOnFailure": False,
        "credentials": None,
        "keyRef": None,
        "newEndpoint": None,
    }
