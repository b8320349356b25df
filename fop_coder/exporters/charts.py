"""The sheet of charts: native ones, which the spreadsheet draws from the sheets of figures and anybody can restyle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fop_coder.exporters.report import without_class
from fop_coder.exporters.sheets import Sheet
from fop_coder.model.tally import Counts, SchemeTally, Tally

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart

CHARTS = "Charts"

_WIDTH, _ROW = 24.0, 0.9
"""cm; the height of a bar with the space around it."""

_COLOURS = ("1F5FBF", "C9CDD3", "E6B45C", "8F86C9", "B8A79A", "6FA8A0")
"""Referred stands out; the others can be told apart by colour-blind people, and each has its name in the legend."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of a sheet of figures as stacked bars.

    Attributes:
        names: column (from 1) of what stands beside the bars; series: of their parts, in order.
        first, last: rows, headings not included.
        most: where the axis ends, in respondents.
        headings: row of the headings, from which the parts take their names.
    """

    title: str
    sheet: str
    names: int
    series: tuple[int, ...]
    first: int
    last: int
    most: int
    headings: int


def bars_of_tally(tally: Tally, sheet: str, heading_row: int) -> Iterator[Bars]:
    """Yield n of every code with everybody who is not in n; nothing where there is no code."""
    if not tally.rows:
        return
    shown = [column for column, of in _PARTS.items() if column == _N or any(of(row.counts) for row in tally.rows)]
    size = tally.base.respondents
    title = f"Respondents who referred to each code (sample: {size})"
    first, last = heading_row + 1, heading_row + len(tally.rows)
    yield Bars(title, sheet, 2, tuple(shown), first, last, size, heading_row)


_N = 3
_PARTS: Mapping[int, Callable[[Counts], int]] = {
    _N: lambda c: c.n,
    5: lambda c: c.not_referred,
    6: lambda c: c.not_asked,
    7: lambda c: c.too_little_information,
    8: lambda c: c.no_data,
    9: lambda c: c.pending,
}
"""Columns of the sheet Tally that add up to the sample."""


def bars_of_schemes(schemes: Sequence[SchemeTally], sheet: str, heading_row: int) -> Iterator[Bars]:
    """Yield the categories of each scheme, as they stand one below the other on their sheet."""
    row = heading_row + 1
    for scheme in schemes:
        if scheme.rows:
            left_out = "".join(f", {line.lower()}: {n}" for line, n in without_class(scheme.counts))
            title = f"{scheme.name} (classified: {scheme.counts.classified} of {scheme.counts.total}{left_out})"
            last = row + len(scheme.rows) - 1
            yield Bars(title, sheet, 2, (4,), row, last, scheme.counts.total, heading_row)
        row += len(scheme.rows) + LINES_WITHOUT_CATEGORY


LINES_WITHOUT_CATEGORY = 6
"""Lines that follow the categories of each scheme: five for those without one, and the total."""


def write_charts(sheet: Sheet, book: Workbook, charts: Iterable[Bars]) -> None:
    """Write the sheet with one chart below the other; the book has the sheets of figures that they are drawn from."""
    sheet.open((), 0, 0)
    sheet.lines(("Charts",), "title")
    sheet.lines(("Drawn by the spreadsheet from the sheets of figures; their numbers are what the program counted.",))
    row = 4
    for bars in charts:
        sheet.place_chart(draw_bars(bars, book[bars.sheet]), row)
        row += rows_taken(bars)


def draw_bars(bars: Bars, figures: Any) -> BarChart:
    """Return a chart of these rows; ``figures``: the sheet that they stand on."""
    from openpyxl.chart import BarChart, Reference, Series

    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title, chart.width, chart.height = bars.title, _WIDTH, _height(bars)  # type: ignore[assignment] # of cm
    for number, column in enumerate(bars.series):
        values = Reference(figures, min_col=column, min_row=bars.first, max_row=bars.last)
        series = Series(values, title_from_data=False)
        series.tx = _name(figures, column, bars.headings)
        series.graphicalProperties.solidFill = _COLOURS[number]
        chart.series.append(series)
    chart.set_categories(Reference(figures, min_col=bars.names, min_row=bars.first, max_row=bars.last))
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, max(1, bars.most)
    chart.y_axis.number_format = "0"
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as on the sheet
    chart.x_axis.delete = chart.y_axis.delete = False
    if len(bars.series) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    return chart


def rows_taken(bars: Bars) -> int:
    """Return how many rows of a sheet a chart lies over, with a gap below it."""
    return round(_height(bars) / 0.53) + 2


def _height(bars: Bars) -> float:
    return 4 + _ROW * (bars.last - bars.first + 1)


def _name(figures: Any, column: int, row: int) -> Any:
    from openpyxl.chart import Reference
    from openpyxl.chart.data_source import StrRef
    from openpyxl.chart.series import SeriesLabel

    place = Reference(figures, min_col=column, min_row=row, max_row=row)
    return SeriesLabel(strRef=StrRef(str(place)))
