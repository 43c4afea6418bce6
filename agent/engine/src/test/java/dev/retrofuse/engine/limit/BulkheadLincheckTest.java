package dev.retrofuse.engine.limit;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Whatever the interleaving, the answers are those of some order of the same calls. */
public class BulkheadLincheckTest {
  private final Bulkhead bulkhead = new Bulkhead(2);

  @Operation
  public boolean tryEnter() {
    return bulkhead.tryEnter();
  }

  @Operation
  public boolean tryEnterWithHalf() {
    return bulkhead.tryEnter(0.5);
  }

  @Operation
  public void leave() {
    bulkhead.leave();
  }

  @Operation
  public void shrink() {
    bulkhead.limit(1);
  }

  @Operation
  public int concurrent() {
    return bulkhead.concurrent();
  }

  @Test
  void isLinearizable() {
    new ModelCheckingOptions()
        .iterations(20)
        .invocationsPerIteration(500)
        .threads(2)
        .actorsPerThread(3)
        .check(getClass());
  }
}
