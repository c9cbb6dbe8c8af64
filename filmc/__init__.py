"""filmc: film as code. A screenplay in a `.film` file compiles to a film."""

__version__ = "0.1.0"
