package dev.retrofuse.waist;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Runs an application's function with what was taken along from where it was registered. Only ever
 * inside objects of the JDK's or a library's own that the application cannot look into.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // one for functions of all types
public final class RetrofuseFunction
    implements Function,
        BiFunction,
        Consumer,
        BiConsumer,
        Predicate,
        BiPredicate,
        Supplier,
        BooleanSupplier,
        Runnable,
        Callable {
  private final Object function;
  private final RetrofuseCarried carried;

  private RetrofuseFunction(Object function, RetrofuseCarried carried) {
    this.function = function;
    this.carried = carried;
  }

  /** The same where there is nothing to take along. */
  public static Object of(Object function) {
    if (RetrofuseCarried.isNone() || function == null || !RetrofuseWork.isApplication(function)) {
      return function;
    }
    RetrofuseCarried carried = RetrofuseCarried.capture();
    return carried == null ? function : new RetrofuseFunction(function, carried);
  }

  /**
   * For what a library does with the result of a function, such as to subscribe to it: gives what
   * the function takes along to this thread.
   *
   * @return what to give to {@link RetrofuseCarried#end}; null when the function takes nothing
   *     along
   */
  public static RetrofuseCarried begin(Object function) {
    return function instanceof RetrofuseFunction
        ? RetrofuseCarried.beginOther(((RetrofuseFunction) function).carried)
        : null;
  }

  @Override
  public Object apply(Object argument) {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      return ((Function) function).apply(argument);
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public Object apply(Object one, Object other) {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      return ((BiFunction) function).apply(one, other);
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public void accept(Object argument) {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      ((Consumer) function).accept(argument);
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public void accept(Object one, Object other) {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      ((BiConsumer) function).accept(one, other);
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public boolean test(Object argument) {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      return ((Predicate) function).test(argument);
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public boolean test(Object one, Object other) {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      return ((BiPredicate) function).test(one, other);
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public boolean getAsBoolean() {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      return ((BooleanSupplier) function).getAsBoolean();
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public Object get() {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      return ((Supplier) function).get();
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public void run() {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      ((Runnable) function).run();
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  @Override
  public Object call() throws Exception {
    RetrofuseCarried before = RetrofuseCarried.beginOther(carried);
    try {
      return ((Callable) function).call();
    } finally {
      RetrofuseCarried.end(before);
    }
  }

  // Both kinds of function have it, and of predicate the next; nobody calls them here.
  @Override
  public RetrofuseFunction andThen(Function after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RetrofuseFunction negate() {
    throw new UnsupportedOperationException();
  }

  /** As the function's: the JDK's tasks show it in their own. */
  @Override
  public String toString() {
    return function.toString();
  }
}
