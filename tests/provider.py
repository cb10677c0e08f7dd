"""A small identity provider on loopback, which says of itself and of people whatever a test wants."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from assessment.oidc import challenge
from tests.serving import free_port

CLIENT_ID, CLIENT_SECRET = "assessment", "s3cret of the client"
KEY_ID = "key-1"


def new_key() -> rsa.RSAPrivateKey:
    """A key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What the provider says. `claims` replace those of its tokens; none takes one out."""

    issuer: str
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs_with: Any = None
    algorithm: str = "RS256"
    key_id: str = KEY_ID
    names_key: str | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def routes(self) -> list[Route]:
        """What it answers."""
        return [
            Route("/.well-known/openid-configuration", self.configuration),
            Route("/keys", self.keys),
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
        ]

    def configuration(self, _: Request) -> Response:
        """What it publishes of itself."""
        self.asked.append("configuration")
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }
        return JSONResponse(said | self.document)

    def keys(self, _: Request) -> Response:
        """Its public keys."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return JSONResponse({"keys": [public | {"kid": self.key_id, "use": "sig", "alg": "RS256"}]})

    def authorize(self, request: Request) -> Response:
        """Sign whoever comes in at once, and lead back with a code."""
        asked = dict(request.query_params)
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked['state']}", 303)

    async def token(self, request: Request) -> Response:
        """A token for a code, which serves once, to whoever has the verifier and the client's secret."""
        sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(sent["code"], None)
        is_client = request.headers.get("authorization", "").startswith("Basic ") or (
            sent.get("client_secret") == CLIENT_SECRET
        )
        is_right = asked is not None and challenge(sent["code_verifier"]) == asked["code_challenge"]
        if not is_client or not is_right or asked is None or sent["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"id_token": self.id_token(asked["nonce"])} if self.answer is None else self.answer)

    def id_token(self, nonce: str) -> str:
        """Who signed in."""
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "sub": "person-7",
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "email": "ana@example.com",
            "email_verified": True,
        }
        told = {name: value for name, value in (said | self.claims).items() if value is not None}
        key = self.key if self.signs_with is None else self.signs_with
        return jwt.encode(told, key, self.algorithm, headers={"kid": self.names_key or self.key_id})


@contextmanager
def provided() -> Iterator[Provider]:
    """A provider that answers on a free port of this machine."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    told = uvicorn.Config(Starlette(routes=provider.routes()), port=port, log_config=None, ws="none", lifespan="off")
    server = uvicorn.Server(told)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    by = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < by, "the provider did not start"
        time.sleep(0.02)
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(20)
