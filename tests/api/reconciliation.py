"""What the Reconciliation API 0.2 demands of answers, as JSON schemas in our own words, stricter than its own: nothing unnamed passes."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string", "minLength": 1}
ADDRESS: Schema = {"type": "string", "pattern": "^https?://[^ ]+$"}
TEMPLATE: Schema = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}


def form(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these keys and no other."""
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}, "additionalProperties": False}


def rows(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


TYPE = form({"id": TEXT, "name": TEXT}, {"broader": rows(form({"id": TEXT, "name": TEXT}))})
SERVICE = form({"service_url": ADDRESS, "service_path": {"type": "string", "pattern": "^/"}})
MANIFEST: Schema = {
    "$schema": DIALECT,
    **form(
        {
            "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
            "name": TEXT,
            "identifierSpace": ADDRESS,
            "schemaSpace": ADDRESS,
            "documentation": ADDRESS,
            "serviceVersion": TEXT,
            "defaultTypes": {**rows(TYPE), "uniqueItems": True, "minItems": 1},
            "view": form({"url": TEMPLATE}),
            "preview": form({"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}),
            "suggest": form({"entity": SERVICE, "type": SERVICE, "property": SERVICE}),
            "batchSize": {"type": "integer", "minimum": 1},
        }
    ),
}
CANDIDATE = form(
    {
        "id": TEXT,
        "name": TEXT,
        "description": {"type": "string"},
        "type": rows(form({"id": TEXT, "name": TEXT})),
        "score": {"type": "number", "minimum": 0, "maximum": 100},
        "match": {"type": "boolean"},
        "features": rows(form({"id": TEXT, "value": {"type": ["boolean", "number"]}})),
    }
)
BATCH: Schema = {"$schema": DIALECT, "type": "object", "additionalProperties": form({"result": rows(CANDIDATE)})}
ENTITIES: Schema = {
    "$schema": DIALECT,
    **form({"result": rows(form({"id": TEXT, "name": TEXT, "description": {"type": "string"}, "notable": rows(TYPE)}))}),
}
TYPES: Schema = {"$schema": DIALECT, **form({"result": rows(TYPE)})}
PROPERTIES: Schema = {"$schema": DIALECT, **form({"result": rows(form({"id": TEXT, "name": TEXT, "description": TEXT}))})}
