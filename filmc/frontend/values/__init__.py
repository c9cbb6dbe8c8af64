"""Reads the text of a value into its type (`frontend/value.py`): one `read_*` for each, all of one form.

Each takes the notes and the text and returns the value, or None (for lists: without the part) after it has noted why
not, with a hint that says what to write.
"""

from filmc.frontend.values.amounts import (
    RATES,
    read_degrees,
    read_integer,
    read_level,
    read_loudness,
    read_money,
    read_number,
    read_percent,
    read_rate,
    read_ratio,
    read_size,
    read_true_peak,
)
from filmc.frontend.values.phrases import PLACES, read_phrases, read_placements, read_sequence, read_transition
from filmc.frontend.values.pictures import (
    AXES,
    read_axes,
    read_control,
    read_frame_reference,
    read_lora,
    read_reroll,
    read_slugline,
    read_traits,
)
from filmc.frontend.values.space import (
    read_box,
    read_extend,
    read_length,
    read_point,
    read_points,
    read_quad,
)
from filmc.frontend.values.time import read_duration, read_moment, read_time_span
from filmc.frontend.values.words import read_choice, read_colour, read_language, read_list, read_yes_no

__all__ = [
    "AXES",
    "PLACES",
    "RATES",
    "read_axes",
    "read_box",
    "read_choice",
    "read_colour",
    "read_control",
    "read_degrees",
    "read_duration",
    "read_extend",
    "read_frame_reference",
    "read_integer",
    "read_language",
    "read_length",
    "read_level",
    "read_list",
    "read_lora",
    "read_loudness",
    "read_moment",
    "read_money",
    "read_number",
    "read_percent",
    "read_phrases",
    "read_placements",
    "read_point",
    "read_points",
    "read_quad",
    "read_rate",
    "read_ratio",
    "read_reroll",
    "read_sequence",
    "read_size",
    "read_slugline",
    "read_time_span",
    "read_traits",
    "read_transition",
    "read_true_peak",
    "read_yes_no",
]
