"""Any small project shows the same figures in every format, and everybody of the sample in every table of it."""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyreadstat
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from fop_coder.exporters.spss import MISSING
from fop_coder.model.base import derived_guid
from fop_coder.model.change import Change
from fop_coder.model.codebook import Band, Cut, Within
from fop_coder.model.errors import ChangeRefused, ExportRefused, ValueRefused
from fop_coder.model.people import Attribute, AttributeType, AttributeValue
from fop_coder.model.report import ReportKind
from fop_coder.project import Project, report_asked
from fop_coder.project.exporting import ExportWishes, export_project
from fop_coder.project.quotation_spread import spread
from fop_coder.project.quotations import quotations, star_change
from fop_coder.project.report_edits import add_made
from fop_coder.project.report_page import report_page
from fop_coder.project.report_published import published
from fop_coder.project.report_sentences import make
from fop_coder.project.report_writing import write_report
from fop_coder.project.tallying import Question
from tests.reference import crosstabs, small
from tests.reference.figures import (
    ALL,
    NO_CLASS,
    STATUSES,
    Asked,
    classes,
    counted,
    counted_classes,
    grouped,
    sample_of,
    standings,
)
from tests.reference.projects import materials
from tests.reference.recalculating import figures, needs_office, recalculated
from tests.reference.statuses import counts_for
from tests.reference.stores import in_memory
from tests.reference.written import csv_tables, html_tables, html_text, json_of, plain_csv, word_tables, word_text

pytestmark = pytest.mark.untraced

PLACES = ('R & "K" <C>', "=W|CC", "")
PLACE = Attribute(derived_guid("every format", "place"), "place <of> living", AttributeType.CATEGORY)
STAGE = Attribute(derived_guid("every format", "stage"), "stage", AttributeType.CATEGORY)
TIMES = ("time one", "time two")
CUTS = (Cut("none", 0, 0), Cut("one", 1, 1), Cut("3+", 3, None))
CODES = ('Plans & "visits"', "=1+1 | <b>bold</b>", "Gefühle 😀", "O'Brien's")
CATEGORIES = ("Enthusiast & co", "<Cautious>", '"Limited" 👍')
PARTS = frozenset({"tally", "classification", "respondents", "matrix", "codebook", "methods"})
_PLAIN = {status: status.replace(" ", "_") for status in STATUSES}


class Study:
    """A random project with awkward names, a view, and what a plain count says of it."""

    def __init__(self, material, view, chosen, places, scope):
        self.material, self.places = material, places
        documents = tuple(d.guid for d in material.documents if d.kind == "interview") if scope else None
        self.asked = Asked(view, tuple(c.guid for c in chosen), documents)
        names = () if view == "one" else tuple(c.name for c in chosen)
        self.question = Question(chosen[0].name if view == "one" else view, names, scope=scope)
        self.sample = sample_of(material)
        stages = itertools.cycle(("early", "late", "", "late", "early"))
        self.stages = {(r.guid, time): next(stages) for r in material.respondents for time in TIMES}
        self.labels = {r.guid: r.label for r in material.respondents}
        self.codes = [c for c in material.codes if not c.retired]
        self.by_place = grouped({who: place for who, place in places.items() if place}, self.sample)
        self.said = {c.guid: standings(material, c, self.asked) for c in material.codes}
        self.figures = {c.guid: counted(self.said[c.guid], self.by_place) for c in material.codes}
        self.has_classes = view in ("one", "consensus")
        self.classes = classes(material, self.asked) if self.has_classes else {}

    @property
    def scheme(self):
        return self.material.schemes[0]

    def change(self):
        values = [
            AttributeValue(derived_guid("every format", who), who, PLACE.guid, place)
            for who, place in self.places.items()
            if place
        ]
        values += [
            AttributeValue(derived_guid("every format", who, time), who, STAGE.guid, stage, occasion=time)
            for (who, time), stage in self.stages.items()
            if stage
        ]
        band = Band(derived_guid("every format", "band"), "breadth", "Breadth", CUTS, tuple(c.guid for c in self.codes))
        whole = self.material.as_change()
        return Change(whole.label, added=(*whole.added, band, PLACE, STAGE, *values), texts=whole.texts)

    def breadth(self, who):
        """Return the band that somebody is in by how many codes they referred to, or why in none."""
        number = crosstabs.distinct([self.said[c.guid][who].status for c in self.codes])
        return number if isinstance(number, str) else {0: "none", 1: "one", 2: "not classified"}.get(number, "3+")


@st.composite
def studies(draw):
    """Return a study; its codes may be retired or never used."""
    material = draw(materials())
    view = draw(st.sampled_from(("one", "one", "either", "both", "consensus")))
    chosen = draw(st.lists(st.sampled_from(material.coders), min_size=1, unique=True))
    chosen = chosen[:1] if view == "one" else [c for c in material.coders if c in chosen]
    retired = draw(st.sampled_from([None, *material.codes[1:]]))
    material.codes[:] = [
        replace(code, name=name, retired=code is retired) for code, name in zip(material.codes, CODES, strict=False)
    ]
    (scheme,) = material.schemes
    named = (replace(c, name=name) for c, name in zip(scheme.categories, CATEGORIES, strict=False))
    material.schemes[:] = [replace(scheme, name="Group & kind", categories=tuple(named))]
    material.respondents[:] = [replace(r, label=f'{r.label} <"&|=😀') for r in material.respondents]
    places = {r.guid: PLACES[n % 3] for n, r in enumerate(material.respondents)}
    return Study(material, view, chosen, places, draw(st.sampled_from(("", "kind = interview"))))


# ---- figures as each format writes them ------------------------------------------------------------------------------


def check_counts(shown, counts, where):
    """Compare the cells of a row with the plain count; a status that is left out of the table holds of nobody."""
    got = {s: int(shown.get(s.capitalize(), shown.get(s, 0))) for s in STATUSES[1:]} | {"referred": int(shown["n"])}
    assert got == {s: counts[s] for s in STATUSES}, where
    assert int(shown["N"]) == counts["referred"] + counts["not referred"]
    total = int(shown["Sample"] if "Sample" in shown else shown["total"])
    assert total == sum(got.values()) == sum(counts[s] for s in STATUSES)


def figure(cell):
    """Return the statuses that a cell such as "8/9, 1 pending" tells, those not told being of nobody."""
    n_of, *rest = cell.split(", ")
    n, of = map(int, n_of.split("/"))
    told = {"referred": n, "not referred": of - n}
    for part in rest:
        number, status = part.split(" ", 1)
        told[status] = int(number)
    return {status: told.get(status, 0) for status in STATUSES}


def statuses(counts):
    return {status: counts[status] for status in STATUSES}


def check_report(study, tables, text):
    """Word and HTML: the tally, the tally by place, the scheme, the scheme by place, respondents, matrix."""
    found = {t.caption: t for t in tables}
    size = len(study.sample)
    tally = found[f"Respondents who referred to each code (sample of {size})"].by_name()
    assert tally.keys() == {c.name for c in study.codes}
    for code in study.codes:
        check_counts(tally[code.name], study.figures[code.guid][ALL], code.name)
    check_divided(study, found[f"Respondents who referred to each code, by {PLACE.name}"])
    if study.has_classes:
        check_scheme(study, found[f"{study.scheme.name} (sample of {size})"].by_name())
        check_scheme_by(study, found[f"{study.scheme.name} by {PLACE.name}"])
    check_lines(study, found["Respondents and codes"].by_name())
    check_matrix(study, [t for t in tables if t.caption.startswith("What respondents said")])
    assert f"analysed {size}" in text


def check_divided(study, table):
    for code in study.codes:
        cells = table.by_name()[code.name]
        told = {heading.rpartition(" (")[0]: cell for heading, cell in cells.items()}
        assert figure(told.pop("All")) == statuses(study.figures[code.guid][ALL])
        assert told.keys() == set(study.by_place)
        for place, cell in told.items():
            assert figure(cell) == statuses(study.figures[code.guid][place]), (code.name, place)
    for heading in table.headings[1:]:
        name, size = re.fullmatch(r"(.*) \((\d+)\)", heading).groups()
        assert int(size) == len(study.sample if name == "All" else study.by_place[name])


def check_scheme(study, rows):
    counts = counted_classes(study.material, study.classes, {})[ALL]
    of = sum(counts[c.name] for c in study.scheme.categories)
    for category in study.scheme.categories:
        assert (rows[category.name]["n"], rows[category.name]["N"]) == (str(counts[category.name]), str(of))
    assert {label: int(rows.get(label.capitalize(), {"n": 0})["n"]) for label in NO_CLASS} == {
        label: counts[label] for label in NO_CLASS
    }
    assert sum(int(cells["n"]) for name, cells in rows.items() if name != "Sample") == len(study.sample)
    assert rows["Sample"]["n"] == str(len(study.sample))


def check_scheme_by(study, table):
    counts = counted_classes(study.material, study.classes, study.by_place)
    rows = table.by_name()
    for number, heading in enumerate(table.headings[1:]):
        group = ALL if number == 0 else heading.rpartition(" (")[0]
        for name, cells in rows.items():
            known = name if name in {c.name for c in study.scheme.categories} else name.casefold()
            expected = sum(counts[group].values()) if name == "Sample" else counts[group][known]
            assert int(cells[heading]) == expected, (group, name)
        assert sum(int(cells[heading]) for name, cells in rows.items() if name != "Sample") == sum(
            counts[group].values()
        )


def check_lines(study, rows):
    assert rows.keys() == {study.labels[who] for who in study.sample}
    for code in study.codes:
        shown = {label: cells[code.name] for label, cells in rows.items()}
        assert shown == {study.labels[who]: s.status for who, s in study.said[code.guid].items()}


def check_matrix(study, tables):
    """Each respondent has a cell for each code that says the status, or how many passages stand behind it."""
    assert tables
    cells = {}
    for table in tables:
        assert {row[0] for row in table.rows} == {study.labels[who] for who in study.sample}
        for label, row in table.by_name().items():
            cells |= {(label, heading): cell for heading, cell in row.items()}
    for code in study.codes:
        counts = study.figures[code.guid][ALL]
        of = counts["referred"] + counts["not referred"]
        for who, said in study.said[code.guid].items():
            cell = cells[study.labels[who], f"{code.name} ({counts['referred']}/{of})"]
            if said.status == "referred":
                assert re.search(r"\d+ passages?\)?$", cell) or cell == "referred"
            else:
                assert said.status in cell


def check_folder(study, tables):
    for row in tables["tally"]:
        (code,) = (c for c in study.codes if c.ident == row["code"])
        assert plain_csv(row["name"]) == code.name
        check_counts(row, study.figures[code.guid][ALL], code.name)
    assert len(tables["tally"]) == len(study.codes)
    (by_place,) = (rows for name, rows in tables.items() if name.startswith("tally-by-place"))
    assert len(by_place) == len(study.codes) * len(study.by_place)
    for row in by_place:
        (code,) = (c for c in study.codes if c.ident == row["code"])
        check_counts(row, study.figures[code.guid][plain_csv(row["group"])], (code.name, row["group"]))
    lines = {plain_csv(row["respondent"]): row for row in tables["respondents-by-codes"]}
    assert lines.keys() == {study.labels[who] for who in study.sample}
    in_words = {"referred": "1", "not referred": "0"}
    for code in study.codes:
        for who, said in study.said[code.guid].items():
            shown = {plain_csv(name): cell for name, cell in lines[study.labels[who]].items()}
            assert shown[code.name] == in_words.get(said.status, said.status)
    if study.has_classes:
        counts = counted_classes(study.material, study.classes, {})[ALL]
        shown = {plain_csv(row["line"]): int(row["n"]) for row in tables["classification"]}
        assert shown.pop("total") == sum(shown.values()) == len(study.sample)
        assert {name: n for name, n in shown.items() if n} == {name: n for name, n in counts.items() if n}


def check_json(study, found):
    rows = {row["code"]: row for row in found["tally"]["rows"]}
    by_place = {row["code"]: row["groups"] for row in found["tallies_by"][0]["rows"]}
    assert rows.keys() == by_place.keys() == {c.ident for c in study.codes}
    for code in study.codes:
        for place, counts in study.figures[code.guid].items():
            row = rows[code.ident] if place == ALL else by_place[code.ident][place]
            assert {s: row[key] for s, key in _PLAIN.items()} == statuses(counts), (code.name, place)
            assert (row["n"], row["of"]) == (counts["referred"], counts["referred"] + counts["not referred"])
    lines = {row["respondent"]: row["statuses"] for row in found["respondents"]}
    assert lines == {
        study.labels[who]: {c.ident: study.said[c.guid][who].status for c in study.codes} for who in study.sample
    }
    cells = {row["respondent"]: row["cells"] for row in found["matrix"]["rows"]}
    assert {who: {i: cell["status"] for i, cell in held.items()} for who, held in cells.items()} == lines
    for scheme in found["schemes"] if study.has_classes else ():
        counts = counted_classes(study.material, study.classes, {})[ALL]
        assert {row["name"]: row["n"] for row in scheme["rows"]} == {
            c.name: counts[c.name] for c in study.scheme.categories
        }
        rest = {label: scheme[label.replace(" ", "_")] for label in NO_CLASS}
        assert rest == {label: counts[label] for label in NO_CLASS}
        assert scheme["classified"] + sum(rest.values()) == len(study.sample)


def check_spss(study, path):
    frame, meta = pyreadstat.read_sav(str(path), user_missing=True)
    assert set(frame["respondent"]) == {study.labels[who] for who in study.sample}
    left_out, _ = pyreadstat.read_sav(str(path))
    for code in study.codes:
        (name,) = (n for n, label in meta.column_names_to_labels.items() if label == code.name)
        words = meta.variable_value_labels[name]
        shown = dict(zip(frame["respondent"], (words[value] for value in frame[name]), strict=True))
        assert shown == {study.labels[who]: s.status for who, s in study.said[code.guid].items()}
        counts = study.figures[code.guid][ALL]
        assert left_out[name].notna().sum() == counts["referred"] + counts["not referred"], "the rest is user-missing"
        assert left_out[name].sum() == counts["referred"]
    if study.has_classes:
        (name,) = (n for n, label in meta.column_names_to_labels.items() if label == study.scheme.name)
        words = meta.variable_value_labels[name]
        counts = counted_classes(study.material, study.classes, {})[ALL]
        shown = [words[value] for value in frame[name]]
        assert {word: shown.count(word) for word in {*shown}} == {word: n for word, n in counts.items() if n}
        assert left_out[name].notna().sum() == sum(counts[c.name] for c in study.scheme.categories)
        assert {words[float(number)] for number in MISSING.values()} == set(MISSING)


# ---- the tests -------------------------------------------------------------------------------------------------------


@given(studies())
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_every_format_of_any_project_holds_the_figures_of_a_plain_count(bare_project, study):
    if not study.sample:
        event("nobody is analysed")
    wishes = ExportWishes(by=(PLACE.name,), what=PARTS)
    with in_memory(bare_project) as store, TemporaryDirectory() as folder:
        store.apply(study.change(), small.FIRST.guid)
        project = Project(store, small.FIRST.guid)
        out = Path(folder)
        for ending in (".docx", ".html", ".csv", ".json", *([".sav"] if study.sample else [])):
            export_project(project, out / f"out{ending}", study.question, wishes)
        check_report(study, word_tables(out / "out.docx"), word_text(out / "out.docx"))
        check_report(study, html_tables(out / "out.html"), html_text(out / "out.html"))
        check_folder(study, csv_tables(out / "out.csv"))
        check_json(study, json_of(out / "out.json"))
        if study.sample:
            check_spss(study, out / "out.sav")


@needs_office
def test_every_formula_of_any_workbook_gives_the_figures_of_a_plain_count(bare_project, tmp_path):
    """Workbooks are gathered first: LibreOffice takes longer to start than to work them out."""
    written: dict[Path, Study] = {}

    @given(studies())
    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    def write(study):
        out = tmp_path / f"{len(written)}.xlsx"
        with in_memory(bare_project) as store:
            store.apply(study.change(), small.FIRST.guid)
            export_project(
                Project(store, small.FIRST.guid), out, study.question, ExportWishes((PLACE.name,), what=PARTS)
            )
        written[out] = study

    write()
    for study, book in zip(written.values(), recalculated(written, tmp_path), strict=True):
        found = list(figures(book))
        for title, row, heading, told, worked_out, comparison in found:
            assert (worked_out, comparison) == (told, "agrees"), (title, row, heading)
        counts = {(row[0], heading): worked_out for title, row, heading, _, worked_out, _ in found if title == "Tally"}
        for code in study.codes:
            plain = study.figures[code.guid][ALL]
            assert counts[code.ident, "n"] == plain["referred"]
            assert counts[code.ident, "N"] == plain["referred"] + plain["not referred"]
            assert {s: counts[code.ident, s] for s in STATUSES[1:]} == {s: plain[s] for s in STATUSES[1:]}


# ---- the report page -------------------------------------------------------------------------------------------------

IN_WORDS = ("none", "one", "two", "three", "four", "five", "six")
LEFT_OUT = {
    "not asked": ("was not asked", "were not asked"),
    "too little information": ("gave too little information",) * 2,
    "no data": ("has no data", "have no data"),
    "pending": ("is pending", "are pending"),
}


def left_out(counts):
    """Return how a sentence must say who is not counted."""
    return [f"{IN_WORDS[n]} {words[n > 1]}" for status, words in LEFT_OUT.items() if (n := counts[status])]


def put_together(project, study):
    """Put all that it can show into the report; return its sentences, by code and whether of those who did not."""
    by_place = replace(study.question, by=PLACE.name)
    tables = [report_asked.tally_asked_of(project, [], q) for q in (study.question, by_place)]
    if study.has_classes:
        tables += [report_asked.scheme_asked(project, study.scheme.ident, q) for q in (study.question, by_place)]
    tables += [report_asked.crosstab_asked(project, c.ident, PLACE.name, study.question) for c in study.codes]
    tables.append(report_asked.codes_asked(Within.RESPONDENT, study.question))
    tables.append(report_asked.numbers_asked(project, "codes", by_place))
    tables.append(report_asked.moves_asked(project, STAGE.name, *TIMES, study.question))
    if study.has_classes:  # a band is no class, but divides as one
        tables.append(report_asked.scheme_asked(project, "breadth", study.question))
    for asked in tables:
        project.apply(add_made(project, ReportKind.TABLE, asked))
    said = {}
    for code in study.codes:
        for complement in (False, True):
            asked = report_asked.sentence_asked(project, code.guid, study.question, complement=complement)
            try:
                project.apply(add_made(project, ReportKind.SENTENCE, asked))
            except ValueRefused as refused:
                assert "nobody can be counted" in str(refused)
            else:
                said[code.guid, complement] = report_page(project)[-1].words
    return said


def check_sentences(study, said):
    for code in study.codes:
        counts = study.figures[code.guid][ALL]
        of = counts["referred"] + counts["not referred"]
        for complement in (False, True):
            if of == 0:
                assert (code.guid, complement) not in said
                continue
            words = said[code.guid, complement]
            n = counts["not referred" if complement else "referred"]
            assert f"{n}/{of}" in words or f"{n} of {of} " in words, words
            assert all(part in words for part in left_out(counts)), words
            assert ("so far" in words.casefold()) == (counts["pending"] > 0), words


def check_page(study, tables):
    """Every table of the report: the sample stands in each, and each cell is that of a plain count."""
    size = len(study.sample)
    found = {t.caption: t for t in tables}
    for code in study.codes:
        tally = found[f"Respondents who referred to each code (sample of {size})"].by_name()[code.name]
        check_counts(tally, study.figures[code.guid][ALL], code.name)
        check_crosstab(study, code, found[f"{code.name} by {PLACE.name} (sample of {size})"])
    check_divided(study, found[f"Respondents who referred to each code, by {PLACE.name}"])
    if study.has_classes:
        check_scheme(study, found[f"{study.scheme.name} (sample of {size})"].by_name())
        check_scheme_by(study, found[f"{study.scheme.name} by {PLACE.name}"])
    check_codes(study, found[f"Respondents in whom two codes meet in the same respondent (sample of {size})"].by_name())
    check_moves(study, found[f"stage: from time one (rows) to time two (columns), sample of {size}"].by_name())
    if study.has_classes:
        rows = found[f"Breadth (sample of {size})"].by_name()
        said = [study.breadth(who) for who in study.sample]
        shown = {name.casefold(): int(cells["n"]) for name, cells in rows.items()}
        assert shown.pop("sample") == sum(shown.values()) == size
        assert {name: n for name, n in shown.items() if n} == {word: said.count(word) for word in {*said}}
    numbers = found[f"How the numbers lie: distinct codes by {PLACE.name} (sample of {size})"].by_name()
    sizes = {"All": size, **{place: len(people) for place, people in study.by_place.items()}}
    assert {name: int(row["n"]) + int(row["No number"]) for name, row in numbers.items()} == sizes


def check_crosstab(study, code, table):
    expected = crosstabs.table(
        study.sample, lambda who: study.said[code.guid][who].status, lambda who: study.places[who] or "(no value)"
    )
    rows = table.by_name()
    for status in STATUSES:
        for place in study.by_place:
            shown = int(rows.get(status, {}).get(place, 0))
            assert shown == len(expected.get((status, place), ())), (code.name, status, place)
    inner = [int(cells[place]) for status, cells in rows.items() for place in study.by_place if status != "All"]
    assert sum(inner) == int(rows["All"]["All"]) == len(study.sample), "nobody is lost"


def check_moves(study, rows):
    at = [[study.stages[who, time] or "(no value)" for who in study.sample] for time in TIMES]
    for before, cells in rows.items():
        for after, cell in cells.items():
            pairs = [(b, a) for b, a in zip(*at, strict=True) if before in (b, "All") and after in (a, "All")]
            assert int(cell) == len(pairs), (before, after)
    assert rows["All"]["All"] == str(len(study.sample))


def check_quotations(project, study):
    """Each starred passage is counted once for everybody whom it counts for; groups have their size beside."""
    for coding in study.material.codings:
        with suppress(ChangeRefused):  # what counts for nobody is not quoted
            project.apply(star_change(project, coding.guid))
    rows = quotations(project, study.question, template="").rows
    found = spread(project, rows, study.question, by=(PLACE.name,)).balance
    people = [row.respondents for row in rows]
    assert found.passages == len(rows)
    assert dict(found.respondents) == {who: sum(who in p for p in people) for who in {w for p in people for w in p}}
    labels = {place: {study.labels[w] for w in group} for place, group in study.by_place.items() if place in PLACES}
    for place, (passages, size) in found.groups.get(PLACE.name, {}).items():
        assert (passages, size) == (sum(not labels[place].isdisjoint(p) for p in people), len(labels[place]))
    if study.asked.view == "one":
        assert {row.coding for row in rows} == {
            c.guid
            for c in study.material.codings
            if c.coder in study.asked.coders
            and (study.asked.scope is None or c.document in study.asked.scope)
            and not set(study.sample).isdisjoint(counts_for(study.material, c))
        }


def check_codes(study, rows):
    for one in study.codes:
        for other in study.codes:
            both = [(study.said[one.guid][w].status, study.said[other.guid][w].status) for w in study.sample]
            counted_ = [said for said in both if set(said) <= {"referred", "not referred"}]
            figure_, _, rest = rows[one.name][other.name].partition(", ")
            assert figure_ == f"{counted_.count(('referred', 'referred'))}/{len(counted_)}"
            assert rest == (f"{len(both) - len(counted_)} not counted" if len(both) > len(counted_) else "")


def check_charts(project, study):
    """A chart of codes has everybody in its bars; one of a scheme says who has no category, and why."""
    bars = make(project, ReportKind.CHART, report_asked.tally_asked_of(project, [], study.question)).blocks[0]
    for place, name in enumerate(bars.names):
        (code,) = (c for c in study.codes if c.name == name)
        drawn = {part: lengths[place] for part, lengths in bars.parts.items()}
        assert {s: n for s, n in drawn.items() if n} == {
            s: n for s in STATUSES if (n := study.figures[code.guid][ALL][s])
        }
    if study.has_classes:
        bars = make(project, ReportKind.CHART, report_asked.scheme_asked(project, "group", study.question)).blocks[0]
        counts = counted_classes(study.material, study.classes, {})[ALL]
        missing = [f"{counts[label]} {label}" for label in NO_CLASS if counts[label]]
        assert sum(bars.parts["respondents"]) + sum(counts[label] for label in NO_CLASS) == len(study.sample)
        assert all(words in bars.caption for words in missing), bars.caption


@given(studies())
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_the_report_page_of_any_project_holds_the_figures_of_a_plain_count(bare_project, study):
    with in_memory(bare_project) as store, TemporaryDirectory() as folder:
        store.apply(study.change(), small.FIRST.guid)
        project = Project(store, small.FIRST.guid)
        said = put_together(project, study)
        check_sentences(study, said)
        check_charts(project, study)
        check_quotations(project, study)
        word, page = Path(folder) / "report.docx", Path(folder) / "report.html"
        write_report(project, word)
        write_report(project, page)
        for tables, text in ((word_tables(word), word_text(word)), (html_tables(page), html_text(page))):
            check_page(study, tables)
            assert all(words in text for words in said.values())
            assert f"analysed {len(study.sample)}" in text


@given(studies(), st.integers(2, 4))
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_no_hidden_cell_of_a_published_report_is_what_its_margins_leave(bare_project, study, smallest):
    with in_memory(bare_project) as store:
        store.apply(study.change(), small.FIRST.guid)
        project = Project(store, small.FIRST.guid)
        sides = [PLACE.name, *(["group", "breadth"] if study.has_classes else []), study.codes[0].ident]
        for rows, columns in itertools.permutations(sides, 2):
            asked = report_asked.crosstab_asked(project, rows, columns, study.question)
            project.apply(add_made(project, ReportKind.TABLE, asked))
        by_place = replace(study.question, by=PLACE.name)
        project.apply(add_made(project, ReportKind.TABLE, report_asked.tally_asked_of(project, [], by_place)))
        try:
            page = published(project, report_page(project), smallest)
        except ExportRefused:
            assert 0 < len(study.sample) < smallest
            return
    *crossed, tally = (looked.blocks[0] for looked in page)
    for grid in crossed:
        inner = [row[1:-1] for row in grid.rows[:-1]]
        for line in (*inner, *zip(*inner, strict=True)):
            assert line.count("hidden") != 1, (grid.caption, line)
    few = {place for place, people in study.by_place.items() if len(people) < smallest}
    for heading, cell in zip(tally.headings[2:], tally.rows[0][2:], strict=True):
        if heading.rpartition(" (")[0] in few and len(study.by_place) > 1:
            assert cell == "hidden"
