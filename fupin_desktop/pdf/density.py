"""A layout drawn closer together, for households too large for the pages that a paper may have. Nothing is left out
but rows that are blank.
"""

from dataclasses import replace

from fupin_desktop.pdf.layout import Block, Layout

_SCALES = (1.0, 1.0, 0.9, 0.8, 0.7)  # the second is the standard one without its blank rows
_LEAST_LABEL = 7.0  # points
DENSITIES = len(_SCALES)


def denser(layout: Layout, density: int) -> Layout:
    """The layout at that density; 0 is as it is written."""
    if density == 0:
        return layout
    scale, kind = _SCALES[density], layout.type
    return replace(
        layout,
        type=replace(
            kind,
            label=max(kind.label * scale, min(kind.label, _LEAST_LABEL)),
            value=kind.value * scale,
            smallest=min(kind.smallest, kind.value * scale),
        ),
        rows=replace(layout.rows, height_mm=layout.rows.height_mm * scale),
        blocks=tuple(_denser(block, scale, density) for block in layout.blocks),
    )


def _denser(block: Block, scale: float, density: int) -> Block:
    return replace(
        block,
        name=f"{block.name}~{density}",
        value=block.value * scale,
        height_mm=block.height_mm if block.kind == "signatures" else block.height_mm * scale,
        least_rows=min(block.least_rows, 1),
        blank_rows=0,
    )
