"""Asks an identity provider who somebody is: OpenID Connect, authorization code flow with PKCE.

Nothing that comes back through the browser is believed: who it was stands in a token that is fetched from the provider
directly and whose signature is checked against the provider's published keys.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import jwt

from assessment.errors import ProviderError

SCOPE = "openid email"
# Signed by a key of the provider's own: neither unsigned nor signed with the secret that it shares with us.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
REQUIRED = ("iss", "sub", "aud", "exp", "iat", "nonce")
SECONDS_TO_ANSWER = 10
# How far the clocks of two machines may be apart.
LEEWAY_SECONDS = 60
# How long addresses and keys are remembered, and how soon unknown keys make them be asked for again.
REMEMBERED_SECONDS, ASKED_AGAIN_SECONDS = 3600, 60
LONGEST_ANSWER = 1_000_000
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NOT_REACHED = "The identity provider does not answer as it should; try again in a moment, or tell an administrator."
NOT_BELIEVED = "What the identity provider said could not be verified; sign in there once more."


@dataclass(frozen=True)
class Claims:
    """Who somebody is to the provider, as far as it vouches for it."""

    subject: str
    email: str | None
    email_verified: bool


@dataclass(frozen=True)
class Known:
    """What a provider publishes of itself, and its keys, as of `at`."""

    authorization: str
    token: str
    takes_basic: bool
    keys: Mapping[str | None, Any]
    at: float


@dataclass
class Provider:
    """An identity provider as one deployment uses it. Usable from several threads.

    `leads_back`: the address of ours to which it leads. `transport`: how it is asked, for tests.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    leads_back: str
    transport: httpx.BaseTransport | None = None
    clock: Callable[[], float] = monotonic
    _known: Known | None = field(default=None, repr=False)
    _asking: Lock = field(default_factory=Lock, repr=False)

    def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where the browser is sent to sign in. Raises ProviderError when the provider cannot be asked."""
        known = self._published()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.leads_back,
            "scope": SCOPE,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
        }
        return f"{known.authorization}{'&' if '?' in known.authorization else '?'}{urlencode(asked)}"

    def claims(self, code: str, nonce: str, verifier: str) -> Claims:
        """Who signed in, by the code that the browser brought back.

        Raises ProviderError when the provider does not answer, or what it says does not hold.
        """
        said = self._token(code, verifier)
        written = said.get("id_token")
        if not isinstance(written, str):
            raise ProviderError(NOT_BELIEVED)
        try:
            claims = self._verified(written)
        except jwt.PyJWTError as fault:
            raise ProviderError(NOT_BELIEVED) from fault
        audiences, subject, email = claims["aud"], claims["sub"], claims.get("email")
        is_for_others = isinstance(audiences, list) and len(audiences) > 1
        if (is_for_others or "azp" in claims) and claims.get("azp") != self.client_id:
            raise ProviderError(NOT_BELIEVED)
        if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
            raise ProviderError(NOT_BELIEVED)
        # Some providers write the boolean as a word.
        is_verified = claims.get("email_verified") in (True, "true")
        return Claims(subject, email if isinstance(email, str) else None, is_verified)

    def _verified(self, written: str) -> dict[str, Any]:
        """What a token says, when its signature, issuer, audience and times hold. Raises jwt.PyJWTError."""
        key = self._key(jwt.get_unverified_header(written).get("kid"))
        return dict(
            jwt.decode(
                written,
                key,
                algorithms=list(ALGORITHMS),
                audience=self.client_id,
                issuer=self.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": list(REQUIRED)},
            )
        )

    def _key(self, id: str | None) -> Any:
        """The published key with this id. A provider may change its keys at any time, so they are asked for anew."""
        known = self._published()
        if id not in known.keys and self.clock() - known.at > ASKED_AGAIN_SECONDS:
            known = self._published(anew=True)
        found = known.keys.get(id)
        if found is None:
            raise ProviderError(NOT_BELIEVED)
        return found

    def _token(self, code: str, verifier: str) -> dict[str, Any]:
        known = self._published()
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.leads_back,
            "code_verifier": verifier,
        }
        if known.takes_basic:
            return self._ask("POST", known.token, data=sent, auth=(self.client_id, self.client_secret))
        own = {"client_id": self.client_id, "client_secret": self.client_secret}
        return self._ask("POST", known.token, data=sent | own)

    def _published(self, anew: bool = False) -> Known:
        with self._asking:
            known = self._known
            if anew or known is None or self.clock() - known.at > REMEMBERED_SECONDS:
                known = self._known = self._asked_for()
            return known

    def _asked_for(self) -> Known:
        said = self._ask("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        authorization, token, keys = (
            said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
        )
        if said.get("issuer") != self.issuer or not (_is_safe(authorization) and _is_safe(token) and _is_safe(keys)):
            raise ProviderError(NOT_REACHED)
        ways = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        published = self._ask("GET", str(keys))
        try:
            found = jwt.PyJWKSet.from_dict(published).keys
        except jwt.PyJWTError as fault:
            raise ProviderError(NOT_REACHED) from fault
        signing = {key.key_id: key for key in found if key.public_key_use in (None, "sig")}
        return Known(str(authorization), str(token), "client_secret_basic" in ways, signing, self.clock())

    def _ask(self, method: str, address: str, **said: Any) -> dict[str, Any]:
        """The provider's answer, an object in JSON. It leads nowhere else. Raises ProviderError."""
        try:
            with httpx.Client(transport=self.transport, timeout=SECONDS_TO_ANSWER, follow_redirects=False) as client:
                answer = client.request(method, address, headers={"Accept": "application/json"}, **said)
            if answer.status_code != 200 or len(answer.content) > LONGEST_ANSWER:
                raise ProviderError(NOT_REACHED)
            told = answer.json()
        except (httpx.HTTPError, ValueError) as fault:
            raise ProviderError(NOT_REACHED) from fault
        if not isinstance(told, dict):
            raise ProviderError(NOT_REACHED)
        return told


def challenge(verifier: str) -> str:
    """What the provider is shown of a verifier beforehand, S256 of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _is_safe(address: object) -> bool:
    """Whether secrets may be sent to an address that a provider names."""
    parts = urlsplit(address) if isinstance(address, str) else None
    return parts is not None and (parts.scheme == "https" or parts.hostname in LOOPBACK)
