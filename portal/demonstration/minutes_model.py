"""The model session's minutes: complete, in four languages, with pictures, as its file has them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from wagtail.images import get_image_model

from portal.core.language import CODES
from portal.minutes.choices import ItemOutcome
from portal.minutes.content import translated_keys
from portal.minutes.models import MinutesAnnex, MinutesTranslation

from .files import read_toml
from .minutes_words import row_id, said_row
from .topics import SOURCE

if TYPE_CHECKING:
    from portal.minutes.models import Minutes

    from .minutes_words import SessionStory


@cache
def model_table() -> dict[str, Any]:
    """Return the file of the model session."""
    return read_toml("minutes/model.toml")


def write_model(story: SessionStory) -> None:
    """Write the content of the model session's minutes into its story."""
    table, content = model_table(), story.content
    content |= model_texts(story, SOURCE)
    content |= {f"topic.{code}": "1" for code in table["topics"]}
    content |= {
        f"{kind}.{name}": str(number) for kind, cells in table["numbers"].items() for name, number in cells.items()
    }
    for item, outcome in zip(story.items, table["outcomes"], strict=False):
        content[f"item.{item.code}.outcome"] = outcome
    extra = row_id(story, "extra", 0)
    content[f"extra.{extra}.outcome"] = ItemOutcome.TREATED
    points = [*(item.code for item in story.items[: len(table["items"])]), extra]
    for place, row in enumerate(table["agreements"]):
        content[f"agreement.{row_id(story, 'agreement', place)}.item"] = points[row["item"] - 1]
    place_key = f"n{story.plan.session.council.neighbourhood_id}"
    for place, row in enumerate(table["said"]):
        fields = {"kind": row["kind"], "theme": row["theme"], "spot": row["spot"], "times": str(row["times"])}
        said_row(story, place, {**fields, "place": place_key, "item": points[row["item"] - 1]}, row.get("answer", ""))
    for place, name in enumerate(table["organisations"]):
        content[f"organisation.{row_id(story, 'organisation', place)}.name"] = name
    content |= {"recording": story.plan.session.rebroadcast_url, "remarks": table["remarks"][SOURCE]}


def model_texts(story: SessionStory, code: str) -> dict[str, str]:
    """Return {key: text} of all that is said in a language."""
    table = model_table()
    texts = {name: words[code] for name, words in table["texts"].items()}
    for item, words in zip(story.items, table["items"], strict=False):
        texts[f"item.{item.code}.discussed"] = words[code]
    extra = f"extra.{row_id(story, 'extra', 0)}"
    texts |= {f"{extra}.{name}": words[code] for name, words in table["extra"].items()}
    for kind, rows in (("agreement", table["agreements"]), ("said", table["said"])):
        texts |= {f"{kind}.{row_id(story, kind, place)}.text": words[code] for place, words in enumerate(rows)}
    return texts


def translate_model(story: SessionStory, minutes: Minutes) -> None:
    """Store the translations of the model session's minutes, and its pictures."""
    keys = list(translated_keys(story.content))
    MinutesTranslation.objects.bulk_create(
        MinutesTranslation(
            minutes=minutes,
            language=code,
            texts={key: texts[key] for key in keys},
            sources={key: story.content[key] for key in keys},
        )
        for code in CODES
        if code != SOURCE and (texts := model_texts(story, code))
    )
    names = model_table()["annexes"]
    images = {image.title: image for image in get_image_model().objects.filter(title__in=names)}
    MinutesAnnex.objects.bulk_create(
        MinutesAnnex(minutes=minutes, image=images[name], position=place)
        for place, name in enumerate(names)
        if name in images
    )
