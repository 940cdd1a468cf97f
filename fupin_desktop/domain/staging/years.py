"""Which data year a sheet without a column 年度 is about. The national system keeps one row a year (domain.md §0.3)."""

from collections.abc import Sequence

from fupin_desktop.domain.staging.reading import Reading, YearBasis


def settle_years(readings: Sequence[Reading], newest_year: int | None) -> list[str]:
    """Give a year to each sheet that only has an export day or none: from its neighbours, else the registry's newest.

    An export made in spring still shows the closed year, so a sheet beside one that states its year follows it.
    """
    notes: list[str] = []
    for reading in readings:
        if reading.year_basis in (YearBasis.COLUMN, YearBasis.TITLE):
            continue
        beside = _stated(readings, reading.file) or _stated(readings)
        if len(beside) == 1 and _may_follow(reading, min(beside)):
            reading.year, reading.year_basis = min(beside), YearBasis.BESIDE
        elif reading.year is None and newest_year is not None:
            reading.year, reading.year_basis = newest_year, YearBasis.NEWEST
            notes.append(f"{reading.title}没有写明年度，按登记库最新的 {newest_year} 年收下，请核对。")
        elif reading.year is None:
            notes.append(
                f"{reading.title}没有写明年度，年度内容没有收下：请在导入时指定年度，或在表里加上「年度」一列。"
            )
        elif reading.year_basis is YearBasis.GIVEN:
            notes.append(f"{reading.title}没有写明年度，按 {reading.year} 年收下，请核对。")
    return notes


def _stated(readings: Sequence[Reading], file: str | None = None) -> set[int]:
    return {
        reading.year
        for reading in readings
        if reading.year is not None
        and reading.year_basis in (YearBasis.COLUMN, YearBasis.TITLE)
        and file in (None, reading.file)
    }


def _may_follow(reading: Reading, year: int) -> bool:
    return reading.year is None or reading.year_basis is YearBasis.GIVEN or reading.year in (year, year + 1)
