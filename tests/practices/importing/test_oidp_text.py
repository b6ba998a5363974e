"""Reading OIDP's form: what stands in it is what is read, and nothing else."""

from collections import Counter

import pytest

from portal.core.import_report import Refusal
from portal.practices.importing.files import read_practice_file
from portal.practices.importing.oidp_text import form_key, read_form
from portal.practices.importing.periods import is_going_on, partial_date, split_period
from portal.practices.importing.record import RICH_TEXTS

from .conftest import FILES, REAL_FORMS, words

pytestmark = pytest.mark.django_db

# Lines of part 2 that are headings, as the two forms write them.
FRENCH_HEADINGS = [
    "Objectifs", "Objectif principal de l'expérience innovante :", "Comment cet objectif a-t-il été atteint ?",
    "Dans quelle mesure cet objectif a-t-il été atteint ?", "Dimensions de l'expérience",
    "Quel est l'élément le plus innovant de l'expérience ?", "Dans quelle mesure la procédure est-elle transférable ?",
    "Pourquoi considérez-vous que l'expérience est faisable ?",
    "Comment l'expérience a-t-elle été articulée avec d'autres acteurs et processus ?",
    "Quel a été le niveau de coresponsabilité ?", "Résumé de l'expérience", "Annexes :",
    "Quels mécanismes d'évaluation et de responsabilisation ont été utilisés ?",
    "**Quels mécanismes d'évaluation et de responsabilisation ont été utilisés ?**",
]  # fmt: skip
ALL_OBJECTIVES = [
    "equality", "community", "unorganised", "rights", "ecosystem", "decisions", "efficiency", "evaluation",
]  # fmt: skip
FACTS = {
    "rosario": {
        "place_city": "Rosario", "place_region": "", "place_country": "AR", "start": "2020-02",
        "start_as_written": "février 2020", "end": "",
        "end_as_written": "en vigueur", "end_open": True, "candidacy": "innovation",
        "types": ["council", "workshop", "egov"],
        "objectives": ALL_OBJECTIVES, "main_objective": "unorganised", "scope": "whole",
        "themes": ["governance", "education", "transport", "urban", "health", "environment", "culture", "decentralisation",
                   "training", "inclusion"],
    },
    "iztapalapa": {
        "place_city": "Iztapalapa", "place_region": "Ville de Mexico", "place_country": "MX", "start": "2018-12",
        "start_as_written": "décembre 2018", "end": "", "end_as_written": "en cours", "end_open": True, "candidacy": "new",
        "types": ["planning", "workshop", "other"], "objectives": ALL_OBJECTIVES[:-1], "main_objective": "ecosystem",
        "scope": "whole",
        "themes": ["governance", "urban", "health", "safety", "culture", "decentralisation", "local-development", "training",
                   "inclusion", "other"],
    },
}  # fmt: skip
TEXTS = {
    "rosario": {
        "title": "Consejos Barriales Virtuales (Conseils de quartier virtuels)",
        "institution": "Municipalité de Rosario",
        "type_other": "",
        "theme_other": "",
    },
    "iztapalapa": {
        "title": "Dialogues pour le bien-être et la paix. Planification et transformation d'Iztapalapa",
        "institution": "Alcaldía de Iztapalapa (Mairie d'Iztapalapa)",
        "type_other": "réseau de liaison communautaire des bénévoles. Planification des agendas de développement local "
        "au niveau du quartier",
        "theme_other": "protection civile, femmes, jeunesse, enfants",
    },
}


def part_two_words(name):
    """Return the words of the form's part 2 without its headings."""
    lines = REAL_FORMS[name].read_text().split("PARTIE 2 : DESCRIPTION DE L'EXPÉRIENCE")[1].split("\n")
    return words("\n".join(line for line in lines if line.strip() not in FRENCH_HEADINGS))


@pytest.mark.parametrize("name", REAL_FORMS)
def test_real_form_is_read_whole(name):
    record = read_form(REAL_FORMS[name].read_text())
    assert record.language == "fr"
    assert record.facts == FACTS[name]
    assert {key: record.languages["fr"][key] for key in TEXTS[name]} == TEXTS[name]
    annexes = [part.languages["fr"]["title"] for part in record.parts["annexes"]]
    read = sum((words(record.languages["fr"][question]) for question in RICH_TEXTS if question in record.languages["fr"]),
               Counter())  # fmt: skip
    assert read + words(" ".join(annexes)) == part_two_words(name)
    assert not record.notes


def test_page_breaks_do_not_cut_sentences():
    texts = read_form(REAL_FORMS["iztapalapa"].read_text()).languages["fr"]
    assert "gouvernement de la ville et de la mairie, y compris" in texts["how_far_achieved"]
    assert "inclusive, transparente, multi-acteurs, en face à face, au sein" in texts["innovation"]
    assert "une action territoriale, multi-acteurs, inter-institutionnelle" in texts["transferability"]
    assert "participative dans les quartiers incombe" in texts["coresponsibility"]
    assert texts["feasibility"].count("<li>") == 7
    assert texts["feasibility"].count("<ul>") == 1
    assert "<i>colonias</i>" in texts["how_achieved"]
    assert "(voir le fichier Action articulée et gestion intégrée)" in texts["coresponsibility"]
    assert texts["summary"] == ""


def test_annexes_of_iztapalapa_have_titles_and_no_address():
    record = read_form(REAL_FORMS["iztapalapa"].read_text())
    assert [(part.languages["fr"]["title"], part.facts["url"]) for part in record.parts["annexes"]] == [
        ("Vidéo", ""),
        ("Experiencia de participación ciudadana en niñas y niños de Iztapalapa", ""),
        ("Planeando y transformando Iztapalapa", ""),
        ("Diálogos por el bienestar y la paz en Iztapalapa - Segunda etapa", ""),
        ("Acción articulada y gestión integrada", ""),
    ]


def test_main_objective_of_rosario_keeps_its_words():
    text = read_form(REAL_FORMS["rosario"].read_text()).languages["fr"]["main_objective_text"]
    assert text.startswith("<p>Renforcer la citoyenneté non organisée</p><p>Promouvoir le renforcement")


def test_spanish_form():
    record = read_form((FILES / "form.es.txt").read_text())
    texts = record.languages["es"]
    assert record.facts == {
        "place_city": "Tarija", "place_region": "", "place_country": "BO", "start": "2017-10",
        "start_as_written": "Octubre 2017", "end": "",
        "end_as_written": "en curso", "end_open": True, "candidacy": "new", "types": ["pb", "egov", "other"],
        "objectives": ["ecosystem"], "main_objective": "ecosystem", "scope": "whole",
        "themes": ["governance", "training", "other"],
    }  # fmt: skip
    assert texts["institution"] == "Junta de la calle Real"
    assert (texts["type_other"], texts["theme_other"]) == ("juegos en la calle", "género")
    assert texts["how_achieved"] == (
        "<p>Cerramos la calle los domingos y pusimos las mesas afuera. ¿Quién vino? Todo el barrio.</p>"
    )
    assert '<a href="https://ejemplo.org/memoria">la memoria</a>' in texts["how_far_achieved"]
    assert (
        texts["innovation"] == "<ul><li>Un juego por cuadra</li><li>Un padrino por juego, elegido por sorteo</li></ul>"
    )
    assert texts["summary"] == "<p>Una calle, <b>doce domingos</b> y <i>ningún</i> auto.</p>"
    assert [
        (part.languages["es"]["title"], part.facts["url"], part.facts["kind"]) for part in record.parts["annexes"]
    ] == [
        ("Memoria de 2019", "https://ejemplo.org/memoria.pdf", ""),
        ("Video", "https://ejemplo.org/video", "video"),
    ]


def test_english_form_with_boxes():
    record = read_form((FILES / "form.en.txt").read_text())
    assert record.facts == {
        "place_city": "Leeds", "place_region": "", "place_country": "GB", "start": "2016-05", "start_as_written": "May 2016",
        "end": "2019-06-14", "end_as_written": "14 June 2019", "end_open": False, "candidacy": "",
        "types": ["council", "workshop"], "objectives": ["efficiency"], "main_objective": "", "scope": "whole",
        "themes": ["training"],
    }  # fmt: skip
    assert record.languages["en"]["how_achieved"] == "<p>1. We knocked on doors.</p><p>2. We came back.</p>"
    assert record.languages["en"]["how_far_achieved"] == "<p>Costs &lt; 5 pounds &amp; no tax.</p>"
    # Three boxes left empty, and a main goal in words of its own: said, not swallowed.
    assert [line for line, _message in record.notes] == [11, 15, 20, 24]


def test_in_a_form_with_marks_only_marked_options_were_chosen():
    text = REAL_FORMS["rosario"].read_text()
    record = read_form(
        text.replace("\tSanté\tX", "\tSanté").replace("L'ensemble du territoire\tX", "Ensemble du territoire x")
    )
    assert "health" not in record.facts["themes"]
    assert "education" in record.facts["themes"]


def changed(before, after, name="rosario"):
    """Return the text of a real form with one passage changed, which must be in it."""
    text = REAL_FORMS[name].read_text()
    assert before in text
    return text.replace(before, after, 1)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("Pays : Argentine", "Pays : Atlantide", "Atlantide"),
        ("Pays : Argentine", "Capitale : Buenos Aires", "Capitale : Buenos Aires"),
        ("février 2020", "32 février 2020", "32 février 2020"),
        ("en vigueur", "31/02/2021", "31/02/2021"),
        ("\tConseil\tX", "\tFanfare\tX", "Fanfare"),
        ("\tSanté\tX", "\tMagie\tX", "Magie"),
        ("Objectifs\n", "Budget de l'expérience ?\n", "Budget de l'expérience ?"),
        ("Dimensions de l'expérience\n", "**Budget de l'expérience**\n", "Budget de l'expérience"),
        ("Dimensions de l'expérience\n", "PARTIE 3 : BUDGET\n", "PARTIE 3 : BUDGET"),
        ("Dimensions de l'expérience\n", "Dimensions de l'expérience\n\nPerdu entre deux.\n", "Perdu entre deux."),
        ("Résumé de l'expérience", "Quel a été le niveau de coresponsabilité ?", "niveau de coresponsabilité"),
    ],
)
def test_what_a_form_does_not_have_refuses_it_with_its_line(before, after, said):
    text = changed(before, after)
    with pytest.raises(Refusal) as refused:
        read_form(text)
    assert said in refused.value.message
    assert said in text.split("\n")[refused.value.line - 1]


def test_a_form_without_title_is_refused():
    with pytest.raises(Refusal, match="título"):
        read_form(changed("Consejos Barriales Virtuales (Conseils de quartier virtuels)", ""))


def test_two_options_where_one_is_asked_are_refused():
    with pytest.raises(Refusal, match="Cadre territorial"):
        read_form(changed("L'ensemble du territoire\tX", "Ensemble du territoire\tX\n\tAutres : lune\tX"))


def test_a_short_line_with_a_colon_stays_in_the_answer_and_is_named():
    record = read_form(changed("Face à cette situation,", "Deux raisons :\n\nFace à cette situation,"))
    assert "Deux raisons :" in record.languages["fr"]["feasibility"]
    assert "Deux raisons :" in record.notes[0][1]


def test_a_rhetorical_question_inside_a_paragraph_is_no_heading():
    record = read_form(changed("Face à cette situation,", "Que faire ? Face à cette situation,"))
    assert "Que faire ?" in record.languages["fr"]["feasibility"]


def test_key_is_stable_and_short():
    assert form_key("Rosario", "Consejos Barriales  VIRTUALES!") == "oidp-form/rosario/consejos-barriales-virtuales"
    assert form_key("Rosario", "a " * 400) == form_key("Rosario", "a " * 400) != form_key("Rosario", "a " * 401)
    assert len(form_key("Rosario", "a " * 400)) < 255
    assert form_key("東京", "町内会") == "oidp-form/東京/町内会"


@pytest.mark.parametrize(
    ("wording", "iso"),
    [("décembre 2018", "2018-12"), ("26 novembre 2019", "2019-11-26"), ("1er mars 2020", "2020-03-01"), ("2018", "2018"),
     ("desde mayo 2005", "2005-05"), ("3 de febrero de 2020", "2020-02-03"), ("since 2016", "2016"), ("fin 2021", "2021"),
     ("May 3rd, 2020", "2020-05-03"), ("03/02/2020", "2020-02-03"), ("2019-11-26", "2019-11-26"), ("", ""),
     ("primer semestre de 2020", "2020"), ("setiembre de 2014", "2014-09")],
)  # fmt: skip
def test_dates_keep_their_precision(wording, iso):
    assert partial_date(wording) == iso


@pytest.mark.parametrize(
    "wording", ["31/02/2019", "32 mars 2020", "bientôt", "2018-13", "2017 2018", "mars", "0018", "99999"]
)
def test_what_is_no_date_is_refused(wording):
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError is the contract
        partial_date(wording)


def test_periods_and_open_ends():
    assert split_period("Diciembre 2018 - en curso") == ("Diciembre 2018", "en curso")
    assert split_period("2019-11-26 - 2020-02-11") == ("2019-11-26", "2020-02-11")
    assert split_period("2004 / 2017") == ("2004", "2017")
    assert split_period("since 2016") == ("since 2016", "")
    assert all(map(is_going_on, ["en cours", "En vigueur", "en curso", "in progress", "ongoing", "indefinida"]))
    assert not is_going_on("2019")


def test_the_form_is_recognised_by_what_it_says(write):
    (record,) = read_practice_file(write(REAL_FORMS["rosario"].read_bytes(), "rosario.jsonl"))
    assert record.title.startswith("Consejos Barriales")
