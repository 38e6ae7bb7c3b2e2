# SPDX-License-Identifier: Apache-2.0
"""References for the tests of org.odisseo.loss, for the clouds TestClouds.TARGET and TestClouds.MODEL.

Run in this directory:
    python3 losses_jax.py > ../resources/reference/losses-jax.properties
"""
import jax
import jax.numpy as jnp
import numpy as np
import scipy
import scipy.stats

jax.config.update("jax_enable_x64", True)

TARGET = np.array([[0.3, -1.2], [1.7, 0.4], [-0.6, 2.1], [2.2, -0.9], [0.9, 1.3]])
MODEL = np.array([[0.1, 0.2], [1.4, -0.7], [-1.1, 1.6], [2.9, 0.5]])
PERCENTS = [10.0, 25.0, 50.0, 75.0, 90.0]
WEIGHTS = [0.1, 0.1, 0.3, 0.25, 0.25]


def squares(a, b):
    return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)


def discrepancy(model, target, xp):
    """The loss of the ODISSEO paper and its bandwidths."""
    mean, deviation = target.mean(0), target.std(0)
    s, t = (model - mean) / deviation, (target - mean) / deviation
    widths = xp.percentile(xp.sqrt(squares(s, t)).ravel(), xp.array(PERCENTS))
    total = 0.0
    for weight, width in zip(WEIGHTS, widths):
        def kernel(a, b):
            return xp.exp(-squares(a, b) / (2 * width**2)).mean()
        total = total + weight * (kernel(s, s) + kernel(t, t) - 2 * kernel(s, t))
    return total / len(WEIGHTS), widths


def show(key, values):
    print(key + "=" + " ".join(repr(float(v)) for v in np.atleast_1d(values)))


print("# References for the tests of org.odisseo.loss, for the clouds TestClouds.TARGET and TestClouds.MODEL.")
print(f"# program: numpy {np.__version__}, scipy {scipy.__version__}, jax {jax.__version__} (float64)")
print("# command: python3 losses_jax.py > ../resources/reference/losses-jax.properties")
print("# mmd: the loss of the ODISSEO paper with numpy.percentile, and its gradient by jax.grad")
value, widths = discrepancy(MODEL, TARGET, np)
show("mmd.value", value)
show("mmd.bandwidths", widths)
gradient = jax.grad(lambda m: discrepancy(m, jnp.array(TARGET), jnp)[0])(jnp.array(MODEL))
show("mmd.gradient.x", gradient[:, 0])
show("mmd.gradient.y", gradient[:, 1])
print("# frozen: numpy.percentile of the scaled distances in the target")
scaled = TARGET / TARGET.std(0)
own = [np.linalg.norm(scaled[i] - scaled[j]) for i in range(5) for j in range(i)]
show("frozen.bandwidths", np.percentile(own, PERCENTS))
print("# kde: minus the logarithm of scipy.stats.gaussian_kde of MODEL.x, summed over TARGET.x")
for rule in ("scott", "silverman"):
    density = scipy.stats.gaussian_kde(MODEL[:, 0], bw_method=rule)
    show("kde." + rule, -np.log(density(TARGET[:, 0])).sum())
print("# energy, wasserstein1: of the columns x, by scipy.stats (energy_distance squared)")
show("energy", scipy.stats.energy_distance(MODEL[:, 0], TARGET[:, 0]) ** 2)
show("wasserstein1", scipy.stats.wasserstein_distance(MODEL[:, 0], TARGET[:, 0]))
