/**
 * Samplers: draws from a density whose logarithm is known.
 *
 * <table>
 * <caption>What there is</caption>
 * <tr><th>class</th><th>needs</th><th>is for</th></tr>
 * <tr><td>{@link org.odisseo.sample.NoUTurnSampler}</td><td>a differentiable log density</td>
 *     <td>anything smooth, any number of parameters</td></tr>
 * <tr><td>{@link org.odisseo.sample.EnsembleSampler}</td><td>its values</td>
 *     <td>a few parameters, rough densities</td></tr>
 * <tr><td>{@link org.odisseo.sample.SimulationBasedCalibration}</td>
 *     <td>a prior, a simulator, a sampler</td><td>checking all of them together</td></tr>
 * </table>
 *
 * <p>Densities live on all real numbers: take logarithms of what is positive, and add the logarithm
 * of the Jacobian. A run gives {@link org.odisseo.sample.Chains}, {@link
 * org.odisseo.sample.Diagnostics} say in numbers and words whether to believe them, and {@code
 * writeJson} hands them to ArviZ:
 *
 * <pre>{@code
 * ExpressionMap model = ExpressionMap.parse("logDensity = -x^2/2 - (y - x^2)^2");
 * Chains chains =
 *     NoUTurnSampler.of(model.output("logDensity"))
 *         .withTargetAcceptance(0.9)
 *         .run(Starts.uniform(ParameterSet.of("x", 0, "y", 0), 2, 4, 1), 42);
 * Diagnostics diagnostics = Diagnostics.of(chains);
 * diagnostics.problems().forEach(log::warn);
 * chains.writeJson(Path.of("chains.json"));
 * }</pre>
 *
 * <p>Long runs: {@code withProgress}, {@code withCancellation}, and {@code withCheckpoint}, which
 * makes a run that was stopped go on to the same bits. Draws depend on the seed and never on the
 * number of threads. A chain that cannot go on ends with a {@link org.odisseo.sample.ChainOutcome}
 * that says what to do, and leaves the others alone.
 */
@NullMarked
package org.odisseo.sample;

import org.jspecify.annotations.NullMarked;
