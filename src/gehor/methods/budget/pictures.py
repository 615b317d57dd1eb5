"""The picture of a project: looked at by its content, and made anew as small as it is shown."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from gehor.ground.errors import WrongInput
from gehor.participation.attachments import check_upload
from gehor.planning.models import Activity

from .models import Picture

SIZE = (240, 160)  # pixels: shown at half of it, so that it is sharp on a telephone
NO_PICTURE = "logo_not_a_picture"  # what says that a PDF will do does not fit here
_SAVED_WITH: dict[str, Any] = {"quality": 70, "optimize": True, "progressive": True}


@dataclass(frozen=True)
class Redrawn:
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def redrawn(content: bytes, name: str) -> Redrawn:
    """A JPEG of the middle of it, without what the file carried along. Raises WrongInput as attachments do."""
    from PIL import Image, ImageOps  # takes memory: loaded by whoever brings a picture

    try:
        clean = check_upload(content, name)
    except WrongInput as refusal:
        raise (WrongInput(NO_PICTURE) if refusal.code == "attachment_type_unknown" else refusal) from None
    if not clean.content_type.startswith("image/"):
        raise WrongInput(NO_PICTURE)
    picture = Image.open(BytesIO(clean.data)).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    fitted = ImageOps.fit(Image.alpha_composite(ground, picture).convert("RGB"), SIZE, Image.Resampling.LANCZOS)
    kept = BytesIO()
    fitted.save(kept, "JPEG", **_SAVED_WITH)
    return Redrawn(kept.getvalue())


def kept(activity: Activity) -> frozenset[str]:
    """Fingerprints of the pictures that there are."""
    return frozenset(Picture.objects.filter(activity=activity).values_list("sha256", flat=True))


def settle(activity: Activity, rows: Iterable[Mapping[str, Any]], new: Redrawn | None) -> None:
    """Keep the new one, and let those go that no project names any more."""
    if new:
        Picture.objects.get_or_create(activity=activity, sha256=new.sha256, defaults={"content": new.content})
    named = {row.get("picture") for row in rows} - {"", None}
    Picture.objects.filter(activity=activity).exclude(sha256__in=named).delete()
