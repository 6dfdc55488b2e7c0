"""From raw evidence to a probability that the best entry is the right one.

A logistic regression over a handful of facts about a match. Its starting weights were fitted on
the repository's evaluation sets (development halves only); each shop then refits them on its own
left-out phrasings, left-out entries and background questions, held near the starting weights by
a penalty, so that a shop with three entries is as sane as one with three hundred.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights for ``evidence.FACTS``, in that order."""

    weights: tuple[float, ...]

    def of(self, facts: Matrix) -> Matrix:
        """Probabilities for rows of facts."""
        exponent = np.clip(facts @ np.asarray(self.weights), -30, 30)
        probabilities: Matrix = 1 / (1 + np.exp(-exponent))
        return probabilities


PRIOR = Logistic((-4.2, 1.2, 2.4, 1.3, 2.9, 0.5, -2.8, 0.3, 1.0))
PRIOR_WITH_VECTORS = Logistic((-4.2, 1.2, 2.4, 1.3, 2.9, 0.5, -2.8, 0.3, 1.0))


def refit(
    prior: Logistic, facts: Matrix, right: Matrix, sample_weights: Matrix, stiffness: float
) -> Logistic:
    """Newton's method for logistic loss with a quadratic pull towards ``prior``."""
    start = np.asarray(prior.weights)
    weights = start.copy()
    for _ in range(25):
        probability = 1 / (1 + np.exp(-np.clip(facts @ weights, -30, 30)))
        gradient = facts.T @ (sample_weights * (probability - right))
        gradient += stiffness * (weights - start)
        curvature = sample_weights * probability * (1 - probability)
        hessian = (facts * curvature[:, None]).T @ facts + stiffness * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return Logistic(tuple(float(value) for value in weights))
