package dev.retrofuse.instrumentation.executors;

import static dev.retrofuse.testkit.ServedRequest.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.testkit.ServedRequest;
import dev.retrofuse.testkit.TestAgent;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncResult;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Spring's executors ride on the JDK's. */
class SpringTest {
  private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private final Runnable tell = () -> told.add(seen());
  private TestAgent agent;

  @BeforeEach
  void attach() {
    agent = TestAgent.attach("rules: []\ntrace: { mode: pass }\n", new ExecutorsInstrumentation());
  }

  @AfterEach
  void detach() {
    assertEquals(List.of(), agent.faults());
    agent.close();
  }

  private int told() throws InterruptedException {
    Integer number = told.poll(20, TimeUnit.SECONDS);
    return number == null ? -1 : number;
  }

  @Test
  void taskExecutor() throws Exception {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(1);
    executor.initialize();
    try (ServedRequest request = ServedRequest.begin(7)) {
      executor.execute(tell);
      assertEquals(7, told());
      assertEquals(7, executor.submit(() -> seen()).get());
      assertEquals(7, executor.submitListenable(() -> seen()).get());
    }
    assertEquals(0, executor.submit(() -> seen()).get());
    executor.shutdown();
  }

  @Test
  void threadsOfTheirOwn() throws Exception {
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
    try (ServedRequest request = ServedRequest.begin(7)) {
      executor.execute(tell);
      assertEquals(7, told());
      assertEquals(7, executor.submit(() -> seen()).get());
    }
    executor.execute(tell);
    assertEquals(0, told());
  }

  @Test
  void scheduler() throws Exception {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.initialize();
    try (ServedRequest request = ServedRequest.begin(7)) {
      scheduler.schedule(tell, new Date());
      assertEquals(7, told());
      Future<?> periodic = scheduler.scheduleAtFixedRate(tell, 1);
      assertEquals(0, told() + told());
      periodic.cancel(true);
    }
    assertEquals(0, scheduler.submit(() -> seen()).get());
    scheduler.shutdown();
  }

  @Test
  void asyncMethods() throws Exception {
    try (AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(Beans.class)) {
      Service service = context.getBean(Service.class);
      try (ServedRequest request = ServedRequest.begin(7)) {
        assertEquals(7, service.work().get());
      }
      assertEquals(0, service.work().get());
    }
  }

  /** The application. */
  @Configuration
  @EnableAsync
  static class Beans {
    @Bean
    ThreadPoolTaskExecutor executor() {
      ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
      executor.setCorePoolSize(1);
      return executor;
    }

    @Bean
    Service service() {
      return new Worker();
    }
  }

  /** Works elsewhere. */
  interface Service {
    Future<Integer> work();
  }

  /** As an application writes it. */
  static class Worker implements Service {
    @Async
    @Override
    public Future<Integer> work() {
      return new AsyncResult<>(seen());
    }
  }
}
