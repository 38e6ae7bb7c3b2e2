// SPDX-License-Identifier: Apache-2.0

package org.odisseo.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.odisseo.engine.FieldPrograms;
import org.odisseo.engine.ForceModel;
import org.odisseo.engine.SessionBench;

/**
 * No program waits for its device. They run here on PyTorch's device "meta", whose arrays have
 * shapes and no numbers: whatever asks for a number, which on a GPU waits for all that has been
 * queued before, is an error there.
 */
class DeviceProgramsTest {

  private static final PyTorch.Program WITHOUT_NUMBERS =
      PyTorch.Program.of(
          """
          def forward(self: __torch__.Program, x: Tensor) -> Tensor:
            return torch.empty_like(x, device=torch.device("meta"))
          """);

  private static final int SOURCES = 3;
  private static final int BODIES = 5;

  private final PyTorch.Program vectors = PyTorch.Program.of(TorchScript.source("vectors.py"));
  private final PyTorch.Program pairs = PyTorch.Program.of(TorchScript.source("pairs.py"));
  private NDManager manager = Backend.newManager(Device.cpu());

  @BeforeEach
  void open() {
    manager.close();
    manager = Backend.newManager(Device.cpu());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray array(long... shape) {
    try (NDArray zeros = manager.zeros(new Shape(shape), DataType.FLOAT64)) {
      return WITHOUT_NUMBERS.infer(manager, "forward", zeros).head();
    }
  }

  private NDArray vector() {
    return array(3, BODIES);
  }

  @Test
  void aNumberOfSuchAnArrayIsAnError() {
    PyTorch.Program waiting =
        PyTorch.Program.of(
            """
            def forward(self: __torch__.Program, x: Tensor) -> Tensor:
              return x * float(torch.max(x))
            """);
    NDArray array = array(2);
    assertThrows(EngineException.class, () -> waiting.infer(manager, "forward", array));
  }

  @Test
  void pairs() {
    NDArray m = array(SOURCES);
    NDArray e = array(BODIES);
    NDArray f = array(SOURCES);
    NDList a = pairs.infer(manager, "acceleration", vector(), vector(), m, e, f, 1.0, 0, 2);
    assertEquals(new Shape(3, BODIES), a.head().getShape());
    pairs.infer(
        manager, "tangent", vector(), vector(), m, e, f, vector(), vector(), m, e, f, 1.0, 0, 2);
    pairs.infer(manager, "adjoint", vector(), vector(), m, e, f, vector(), 1.0, 0, 2);
  }

  @Test
  void vectors() {
    NDList two = new NDList(vector(), vector());
    double[] numbers = {1, 2};
    vectors.infer(manager, "combine", two, numbers);
    vectors.infer(manager, "add_dot", array(), 0.5, vector(), vector());
    vectors.infer(manager, "gather", two, BODIES + 2, vector());
    vectors.infer(manager, "collect", vector(), new NDList(array(3, BODIES + 2)), 4);
  }

  /** A field that changes with time; of those with cases PyTorch has no such version. */
  @Test
  void field() {
    FieldPrograms<FieldProgram> programs = FieldProgram.all(SessionBench.BAR);
    NDList one = new NDList(vector());
    NDList two = new NDList(vector(), vector());
    NDList four = new NDList(vector(), vector(), vector(), vector());
    assertEquals(1, run(programs.acceleration(), one).size());
    assertEquals(2, run(programs.tangent(), two).size());
    assertEquals(3, run(programs.adjoint(), two).size());
    assertEquals(5, run(programs.adjointTangent(), four).size());
  }

  private NDList run(FieldProgram program, NDList in) {
    ForceModel model = SessionBench.model(SessionBench.BAR, BODIES, SOURCES, true);
    double[] shared = model.shared(new double[model.parameters().size()]);
    double[] times = {0.3, 1};
    return program.run(manager, in, times, program.numbers(manager, shared));
  }
}
