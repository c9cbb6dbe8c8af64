"""Gaits: how limbs go round while somebody walks or runs, as angles at each share of a stride.

A stride is two steps. Angles as in `poses`: a limb's pair is (forward, outward) from hanging straight down.
"""

from __future__ import annotations

import math

from filmc.base.record import record
from filmc.lower.panel import Pose


@record
class Bend:
    """The two halves of a limb."""

    upper: tuple[float, float]
    lower: tuple[float, float]


Limbs = tuple[Bend, Bend]
"""The body's right arm or leg, and its left."""


@record
class Gait:
    """One way of going.

    A leg swings by `swing` about `middle`; its knee is bent by `stiff` on the ground and by `fold` more in the air.
    An arm swings by `arm` against the leg of its side, its elbow bent by `elbow`. `lead` is the share of a stride by
    which the legs are ahead, so that at share 0 the body is at its lowest: on both feet where somebody walks, over
    one where they run.
    """

    swing: float
    middle: float
    stiff: float
    fold: float
    arm: float
    elbow: float
    lead: float = 0.0

    def arms(self, share: float) -> Limbs:
        """Return the arms at `share` of a stride."""
        right, left = (self._arm(turn) for turn in self._turns(share))
        return right, left

    def legs(self, share: float) -> Limbs:
        """Return the legs at `share` of a stride."""
        right, left = (self._leg(turn) for turn in self._turns(share))
        return right, left

    def _turns(self, share: float) -> tuple[float, float]:
        return math.tau * (share + self.lead), math.tau * (share + self.lead + 0.5)

    def _leg(self, turn: float) -> Bend:
        thigh = self.middle + self.swing * math.cos(turn)
        return Bend((thigh, 2.0), (thigh - self.stiff - self.fold * aloft(turn), 2.0))

    def _arm(self, turn: float) -> Bend:
        upper = -self.arm * math.cos(turn)
        return Bend((upper, 10.0), (upper + self.elbow * (1.0 + 0.2 * math.sin(math.radians(upper))), 0.0))


GAITS: dict[Pose, Gait] = {
    "walk": Gait(swing=24.0, middle=5.0, stiff=7.0, fold=52.0, arm=24.0, elbow=22.0),
    "run": Gait(swing=46.0, middle=17.0, stiff=18.0, fold=84.0, arm=36.0, elbow=78.0, lead=0.25),
}
PHASES = 8
"""Pictures of a stride: with steps of half a second, one for every third frame, as drawn films have it."""


def aloft(turn: float) -> float:
    """Return how far a foot is off the ground (0..1) at an angle of its stride: the second half is in the air."""
    return max(-math.sin(turn + 0.4), 0.0)
