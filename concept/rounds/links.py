"""Links for organisations without an account: random, stored as a hash only, for a time, and revocable."""

import hashlib
import secrets
from datetime import datetime

from django.urls import reverse

from concept.models import Invitation

TOKEN_BYTES = 32


def hash_of(token: str) -> str:
    """64 hex digits. The token has 256 random bits, so a plain hash cannot be turned round."""
    return hashlib.sha256(token.encode()).hexdigest()


def make(invitation: Invitation) -> str:
    """The path of a new link, which nobody can be told again; the link before it no longer works.

    Saves the invitation. The link holds until the end of the round and its days of grace.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.token_hash = hash_of(token)
    invitation.expires_on = invitation.round.links_until
    if invitation.status == Invitation.Status.NEW:
        invitation.status = Invitation.Status.INVITED
    invitation.save()
    return reverse("concept:round", args=[token])


def revoke(invitation: Invitation) -> None:
    invitation.token_hash, invitation.expires_on = "", None
    invitation.save()


def find(token: str) -> Invitation | None:
    """Whose link this is, even if it has expired; None for one that was made up, replaced or revoked."""
    found = Invitation.objects.select_related("round", "organisation")
    return found.filter(token_hash=hash_of(token)).first()


def note_sent(invitation: Invitation, moment: datetime) -> None:
    invitation.sent_at = moment
    invitation.save()
