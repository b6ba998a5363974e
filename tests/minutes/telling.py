"""A draft that says something in every place of minutes, and how a page of them is read in tests."""

from .held import written


def words_at(client, url, status=200):
    """Return the words of a page, its spaces made one."""
    response = client.get(url)
    assert response.status_code == status, url
    return " ".join(response.content.decode().split())


def told(session, **more):
    """Return a whole draft in which the second public point moved on, with a row of each kind."""
    first, second = [item for item in session.items.all() if item.visibility == "public"][:2]
    said = {
        f"item.{first.code}.discussed": "Los vecinos contaron que falta luz.",
        f"item.{second.code}.outcome": "moved",
        "agreement.aaaaaa.text": "Podar antes del verano.",
        "agreement.aaaaaa.item": first.code,
        "agreement.bbbbbb.text": "Juntarse otra vez.",
        "extra.cccccc.title": "La feria del libro",
        "extra.cccccc.outcome": "treated",
        "said.dddddd.kind": "complaint",
        "said.dddddd.text": "No pasa el camión.",
        "said.dddddd.item": first.code,
        "said.dddddd.theme": "culture",
        "connection": "Se cortó diez minutos.",
        "recording": "https://video.example/v?id=1",
        "chapters": "12:30 La plaza",
        "organisation.eeeeee.name": "Club San Miguel",
        "remarks": "Palabra secreta",
    }
    return {**written(session), **said, **more}
