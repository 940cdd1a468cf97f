"""What group and category a measure belongs to (C-21, C-22), whichever of the two was entered."""

from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.domain.checks.meanings import extras


def measure_group(measure: AssistanceMeasure) -> str:
    """The C-22 group of a measure; "" where only the handbook's category is known."""
    return extras("measure_kind", "group").get(measure.kind or "", "")


def measure_category(measure: AssistanceMeasure) -> str:
    """The C-21 category of a measure, as given or as its kind implies."""
    return measure.category or extras("measure_kind", "category").get(measure.kind or "", "")
