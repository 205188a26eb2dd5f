"""API keys at the HTTP door: routes that write ask for one with ``key: Writer``, and name its errors with ``NEEDS_KEY``."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from vanmach.api import schemas
from vanmach.api.keyring import Key, Keys
from vanmach.api.problems import Responses

NEEDS_KEY: Responses = {
    401: {"model": schemas.Problem, "description": "No key, or one that this server does not know"},
    403: {"model": schemas.Problem, "description": "The key was revoked"},
}
_bearer = HTTPBearer(auto_error=False, scheme_name="key", bearerFormat="vm_<id>_<secret>", description="made by: vanmach keys create NAME")


def writer(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> Key:
    """The key that a request writes with: 401 without one or with an unknown one, 403 with a revoked one."""
    keys: Keys = request.app.state.keys
    if given is None:
        raise HTTPException(401, "writing needs a key: Authorization: Bearer vm_…", {"www-authenticate": 'Bearer realm="vanmach"'})
    key = keys.known(given.credentials)
    if key is None:
        challenge = 'Bearer realm="vanmach", error="invalid_token"'
        raise HTTPException(401, "this server does not know the key", {"www-authenticate": challenge})
    if key.revoked:
        raise HTTPException(403, f"the key {key.id} ({key.name}) was revoked")
    return key


Writer = Annotated[Key, Depends(writer)]
