"""Signing in with an identity provider, tried against one on loopback; and all the ways in which it must fail."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives import serialization

from assessment import access
from assessment.access import COOKIE_SIGN_IN
from assessment.model import Account
from assessment.oidc import Provider as Asked
from assessment.settings import OidcSettings, Settings
from assessment.ui.oidc_routes import COOKIE_OIDC
from assessment.workflow import accounts
from assessment.workflow.opening import Place, open_place
from assessment.workflow.signing_in import NO_ACCOUNT
from tests.provider import CLIENT_ID, CLIENT_SECRET, Provider, new_key, provided
from tests.staff import OPERATOR, account, actor, hash_fast
from tests.ui.test_sign_in_routes import Window, flags_of

BASE_URL = "http://assess.example.com"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    """One provider for all tests."""
    with provided() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    """The provider, saying nothing unusual."""
    running.signs_with, running.algorithm, running.claims, running.document = None, "RS256", {}, {}
    running.answer, running.key_id, running.names_key, running.asked = None, "key-1", None, []
    running.codes.clear()
    return running


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A database of its own, in which hashing costs next to nothing."""
    hash_fast(monkeypatch)
    opened = open_place(f"sqlite:///{tmp_path / 'answers.sqlite'}", "customer-strategy")
    yield opened
    opened.store.close()


@pytest.fixture
def ana(place: Place) -> Account:
    """The account of whom the provider signs in."""
    return account(place)


@dataclass
class There(Window):
    """A browser that goes to the provider and comes back."""

    provider: Provider | None = field(default=None)

    @property
    def settings(self) -> Settings:
        """Those of an app that knows the provider."""
        assert self.provider is not None
        return Settings(base_url=self.base_url, oidc=OidcSettings(self.provider.issuer, CLIENT_ID, CLIENT_SECRET))

    def leave(self, wanted: str = "/campaign?id=7") -> str:
        """Where the provider leads back to, once somebody has signed in there."""
        answer = self.ask("GET", str(httpx.URL("/oidc/start", params={"next": wanted})))
        assert answer.status_code == 303, answer.text
        return httpx.get(answer.headers["location"]).headers["location"].removeprefix(str(self.base_url))

    def come_back(self, path: str | None = None) -> httpx.Response:
        """What the app answers to the way back."""
        return self.ask("GET", path or self.leave())


@pytest.fixture
def window(place: Place, provider: Provider) -> There:
    """A browser without cookies."""
    return There(place, BASE_URL, provider=provider)


def test_whom_the_provider_vouches_for_is_signed_in(window: There, ana: Account, place: Place) -> None:
    """At the page that was wanted; the next time by identity."""
    assert 'href="/oidc/start?next=%2Fworkspace">Sign in with 127.0.0.1</a>' in window.ask("GET", "/sign-in").text
    answer = window.come_back()
    assert (answer.status_code, answer.headers["location"]) == (303, "/campaign?id=7")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= flags_of(answer, COOKIE_SIGN_IN)
    assert window.staff == ana.id
    assert COOKIE_OIDC not in window.cookies
    assert (
        accounts.own(actor(ana), place).identity == f"{window.settings.oidc and window.settings.oidc.issuer}|person-7"
    )


def test_what_is_asked_binds_the_way_back_to_this_browser(window: There) -> None:
    """State, nonce and challenge, all different each time; the secret stays in a cookie that scripts cannot read."""
    seen = []
    for _ in range(2):
        answer = window.ask("GET", "/oidc/start?next=//evil.example.com")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
        assert asked["response_type"] == "code"
        assert asked["scope"] == "openid email"
        assert asked["redirect_uri"] == f"{BASE_URL}/oidc/callback"
        assert asked["code_challenge_method"] == "S256"
        assert asked["state"].endswith("/workspace")
        seen += [asked["state"], asked["nonce"], asked["code_challenge"], window.cookies[COOKIE_OIDC]]
        assert window.cookies[COOKIE_OIDC] not in answer.headers["location"]
        assert CLIENT_SECRET not in answer.headers["location"]
        assert flags_of(answer, COOKIE_OIDC) == {"HttpOnly", "SameSite=Lax", "Path=/oidc", "Max-Age=600"}
    assert len(set(seen)) == 8


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": [CLIENT_ID, "another"]},
        {"aud": [CLIENT_ID, "another"], "azp": "another"},
        {"azp": "another"},
        {"iss": "https://another.example.com"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 9_999_999_999},
        {"sub": None},
    ],
)
def test_a_token_that_says_anything_else_is_not_believed(
    window: There, ana: Account, provider: Provider, claims: dict[str, object]
) -> None:
    """Another nonce, audience or issuer, out of date, or nothing of it."""
    provider.claims = claims
    answer = window.come_back()
    assert answer.status_code == 502
    assert "could not be verified" in answer.text
    assert window.staff is None
    assert ana.identity is None


@pytest.mark.parametrize(
    "forged", ["unsigned", "other key", "secret of the client", "public key as a secret", "key id"]
)
def test_a_token_that_the_provider_did_not_sign_is_not_believed(
    window: There, ana: Account, provider: Provider, forged: str
) -> None:
    """However it is signed instead."""
    public = provider.key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    match forged:
        case "unsigned":
            provider.algorithm, provider.signs_with = "none", ""
        case "other key":
            provider.signs_with = new_key()
        case "secret of the client":
            provider.algorithm, provider.signs_with = "HS256", CLIENT_SECRET.ljust(32, "x")
        case "public key as a secret":
            provider.algorithm, provider.signs_with = "HS256", public
        case _:
            provider.names_key = "unknown"
    assert window.come_back().status_code == 502
    assert window.staff is None
    assert ana.is_enabled


@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {"email_verified": None}, {"email": "nobody@example.com"}]
)
def test_nobody_registers_on_their_own(
    window: There, ana: Account, place: Place, provider: Provider, claims: dict[str, object]
) -> None:
    """An address that was not verified, or that has no account, lets nobody in, in the same words."""
    provider.claims = claims
    answer = window.come_back()
    assert answer.status_code == 403
    assert NO_ACCOUNT in answer.text
    assert window.staff is None
    assert accounts.everybody(OPERATOR, place) == [ana]


def test_a_disabled_account_is_not_let_in(window: There, ana: Account, place: Place) -> None:
    """Not even once it was linked."""
    window.come_back()
    accounts.disable(OPERATOR, place, ana.id)
    assert window.come_back().status_code == 403
    assert window.staff is None


@pytest.mark.parametrize("attack", ["other state", "no state", "other cookie", "no cookie", "other page", "no code"])
def test_a_way_back_that_does_not_belong_to_this_browser_is_refused(
    window: There, ana: Account, provider: Provider, attack: str
) -> None:
    """And the provider is asked nothing."""
    path = window.leave()
    if attack == "other state":
        path = path.replace("state=", "state=x")
    elif attack == "no state":
        path = path.partition("&state=")[0]
    elif attack == "other cookie":
        window.cookies[COOKIE_OIDC] = access.new_token()
    elif attack == "no cookie":
        del window.cookies[COOKIE_OIDC]
    elif attack == "other page":
        path = path.replace("campaign", "accounts")
    else:
        path = f"/oidc/callback?error=access_denied&state={path.partition('&state=')[2]}"
    assert window.come_back(path).status_code == (403 if attack == "no code" else 400)
    assert window.staff is None
    assert len(provider.codes) == 1
    assert ana.is_enabled


def test_a_way_back_serves_once(window: There, ana: Account) -> None:
    """Its secret is taken away, and the provider takes a code once."""
    path = window.leave()
    secret = window.cookies[COOKIE_OIDC]
    window.come_back(path)
    assert window.staff == ana.id
    assert window.come_back(path).status_code == 400
    window.cookies[COOKIE_OIDC] = secret
    assert window.come_back(path).status_code == 502


def test_a_planted_sign_in_is_replaced(window: There, ana: Account) -> None:
    """As at signing in by password."""
    planted = window.cookies[COOKIE_SIGN_IN] = access.new_token()
    window.come_back()
    assert window.cookies[COOKIE_SIGN_IN] != planted
    assert window.staff == ana.id


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://another.example.com"},
        {"token_endpoint": "http://evil.example.com/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": 7},
    ],
)
def test_a_provider_that_publishes_nonsense_is_not_used(
    window: There, provider: Provider, document: dict[str, object]
) -> None:
    """Another issuer, or addresses to which no secret may be sent."""
    provider.document = document
    answer = window.ask("GET", "/oidc/start")
    assert answer.status_code == 502
    assert "does not answer as it should" in answer.text


@pytest.mark.parametrize("said", [{}, {"id_token": 7}, {"id_token": "x.y.z"}, {"id_token": ""}])
def test_an_answer_without_a_token_is_not_believed(window: There, provider: Provider, said: dict[str, object]) -> None:
    """Nor one whose token is none."""
    provider.answer = said
    assert window.come_back().status_code == 502


def test_a_provider_that_is_away_is_told_so() -> None:
    """Without the secret in any of it."""
    transport = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": "https://evil.example.com"}))
    asked = Asked("https://idp.example.com", CLIENT_ID, CLIENT_SECRET, f"{BASE_URL}/oidc/callback", transport)
    with pytest.raises(Exception, match="does not answer as it should"):
        asked.address("s", "n", "v")
    assert CLIENT_SECRET not in repr(asked)


def test_new_keys_of_the_provider_are_asked_for_and_not_too_often(provider: Provider) -> None:
    """Addresses and keys are remembered for an hour; an unknown key is looked up once a minute at most."""
    moment = [0.0]
    asked = Asked(provider.issuer, CLIENT_ID, CLIENT_SECRET, f"{BASE_URL}/oidc/callback", clock=lambda: moment[0])

    def claimed() -> bool:
        verifier = "v" * 64
        back = httpx.get(asked.address("state", "nonce", verifier)).headers["location"]
        try:
            return asked.claims(parse_qs(urlsplit(back).query)["code"][0], "nonce", verifier).email_verified
        except Exception:
            return False

    assert claimed()
    assert claimed()
    assert len(provider.asked) == 1
    provider.key, provider.key_id = new_key(), "key-2"
    assert not claimed()
    moment[0] = 61
    assert claimed()
    assert len(provider.asked) == 2
    moment[0] = 61 + 3601
    assert claimed()
    assert len(provider.asked) == 3
