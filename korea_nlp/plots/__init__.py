"""Pictures of figures and claims with matplotlib: rival figures, who speaks about whom, claims by stance, a map.

Each function draws on the axes it is given, or on a figure of its own (``axes.figure``), and returns the axes. None of
them opens a window or touches ``matplotlib.pyplot``.
"""

from korea_nlp.plots.claims import plot_speakers, plot_stances
from korea_nlp.plots.maps import map_events
from korea_nlp.plots.rivals import plot_rivals

__all__ = ["map_events", "plot_rivals", "plot_speakers", "plot_stances"]
