package dev.retrofuse.instrumentation.rxjava;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * RxJava from 2.1 and from 3.0 on. Every observer, the library's operators' and the application's,
 * works for what the thread had that subscribed it, whichever thread tells it something. Where that
 * was nothing, nothing is done later.
 */
public final class RxJavaInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.rxjava.";
  // Its package is the beginning of all others, so that classes are looked at that name any of
  // them.
  private static final String SECOND = "io.reactivex.";
  private static final String THIRD = "io.reactivex.rxjava3.";
  private static final String MORE = PACKAGE + "SignalAdvice$More";
  private static final String LAST = PACKAGE + "SignalAdvice$Last";
  private static final String[] KINDS = {
    "Flowable", "Observable", "Single", "Maybe", "Completable"
  };

  // What hands one source's signals to many subscribers runs no function and works for none.
  private static final String SHARED =
      "processors.AsyncProcessor processors.BehaviorProcessor processors.MulticastProcessor "
          + "processors.PublishProcessor processors.ReplayProcessor "
          + "processors.SerializedProcessor processors.UnicastProcessor subjects.AsyncSubject "
          + "subjects.BehaviorSubject subjects.CompletableSubject subjects.MaybeSubject "
          + "subjects.PublishSubject subjects.ReplaySubject subjects.SerializedSubject "
          + "subjects.SingleSubject subjects.UnicastSubject "
          + "internal.operators.completable.CompletableCache "
          + "internal.operators.flowable.FlowableCache "
          + "internal.operators.flowable.FlowableCache$CacheState "
          + "internal.operators.flowable.FlowablePublish$PublishConnection "
          + "internal.operators.flowable.FlowablePublish$PublishSubscriber "
          + "internal.operators.flowable.FlowablePublishAlt$PublishConnection "
          + "internal.operators.flowable.FlowableReplay$ReplaySubscriber "
          + "internal.operators.maybe.MaybeCache internal.operators.observable.ObservableCache "
          + "internal.operators.observable.ObservableCache$CacheState "
          + "internal.operators.observable.ObservablePublish$PublishConnection "
          + "internal.operators.observable.ObservablePublish$PublishObserver "
          + "internal.operators.observable.ObservablePublishAlt$PublishConnection "
          + "internal.operators.observable.ObservableReplay$ReplayObserver "
          + "internal.operators.single.SingleCache";

  public RxJavaInstrumentation() {}

  @Override
  public String name() {
    return "rxjava";
  }

  @Override
  public List<TypeInstrumentation> types() {
    List<TypeInstrumentation> types = new ArrayList<>();
    add(types, SECOND, SECOND);
    add(types, THIRD, THIRD + "core.");
    return types;
  }

  private static void add(List<TypeInstrumentation> types, String root, String core) {
    types.add(workers(root + "internal.schedulers.ExecutorScheduler$ExecutorWorker$"));
    for (String kind : KINDS) {
      String observer = core + observer(kind);
      String subscribed = "(L" + observer.replace('.', '/') + ";";
      types.add(
          TypeInstrumentation.named(core + kind)
              .advise(PACKAGE + "SubscribeAdvice", method("subscribe", subscribed)));
      types.add(observers(root, observer));
    }
  }

  private static TypeInstrumentation workers(String worker) {
    return TypeInstrumentation.named(worker + "BooleanRunnable", worker + "InterruptibleRunnable")
        .advise(PACKAGE + "TaskAdvice$Create", method("<init>", "("))
        .advise(PACKAGE + "TaskAdvice$Run", method("run", "()"));
  }

  private static TypeInstrumentation observers(String root, String observer) {
    return TypeInstrumentation.implementing(observer)
        .delegatorsToo()
        .except(shared(root))
        .advise(MORE, method("onSubscribe", "(L"), method("onNext", "(L"))
        .advise(MORE, method("tryOnNext", "(L"), method("poll", "()"), method("run", "()"))
        .advise(LAST, method("onSuccess", "(L"), method("onComplete", "()"))
        .advise(LAST, method("onError", "(Ljava/lang/Throwable;)"));
  }

  private static String observer(String kind) {
    return kind.equals("Flowable")
        ? "FlowableSubscriber"
        : kind.equals("Observable") ? "Observer" : kind + "Observer";
  }

  private static String[] shared(String root) {
    String[] names = SHARED.split(" ");
    for (int i = 0; i < names.length; i++) {
      names[i] = root + names[i];
    }
    return names;
  }
}
