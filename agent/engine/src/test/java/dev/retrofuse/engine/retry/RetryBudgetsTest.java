package dev.retrofuse.engine.retry;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.retrofuse.engine.limit.RetryBudget;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetsTest {
  private final RetryBudgets budgets = new RetryBudgets();

  @Test
  void oneForEachDependency() {
    RetryBudget shop = budgets.of("http shop:80", 0);
    assertSame(shop, budgets.of("http shop:80", 1));
    assertNotSame(shop, budgets.of("http shop:81", 1));
  }

  @Test
  void threadsThatComeFirstTogetherGetTheSame() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < 200; i++) {
        String dependency = "http shop:" + i;
        Callable<RetryBudget> asks = () -> budgets.of(dependency, 0);
        for (Future<RetryBudget> got : pool.invokeAll(Collections.nCopies(4, asks))) {
          assertSame(budgets.of(dependency, 0), got.get());
        }
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void isForgottenWithTheLastWhoRetriesByIt() {
    RetryBudget held = budgets.of("held", 0);
    int unheld = 0;
    while (budgets.size() > 100 || unheld < 10_000) {
      IntStream.range(unheld, unheld + 1_000).forEach(i -> budgets.of("http host" + i, 0));
      unheld += 1_000;
      System.gc();
      budgets.of("http next" + unheld, 0);
    }
    assertSame(held, budgets.of("held", 0));
  }
}
