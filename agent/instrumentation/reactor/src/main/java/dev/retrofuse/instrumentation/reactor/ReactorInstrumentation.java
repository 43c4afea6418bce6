package dev.retrofuse.instrumentation.reactor;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * Reactor from 3.1 to 3.8. The subscribers of its operators run the application's functions, and
 * subscribe to what these return, with what the thread had that subscribed. Nothing is woven where
 * signals only pass, and where nothing was carried at subscription nothing is done later.
 */
public final class ReactorInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.reactor.";
  private static final String FUNCTION = PACKAGE + "FunctionAdvice$Given";
  private static final String SUBSCRIBER = PACKAGE + "SubscriberAdvice$";
  private static final String SIGNAL = SUBSCRIBER + "Signal";
  private static final String END = SUBSCRIBER + "End";
  private static final String MAPPER = PACKAGE + "FunctionAdvice$Mapper";

  // How descriptors of constructors begin: a downstream of either kind, and what else comes first.
  private static final String F = "Ljava/util/function/";
  private static final String FUNCTION_ARG = F + "Function;";
  private static final String BI_FUNCTION = F + "BiFunction;";
  private static final String DOWN = "(Lreactor/core/CoreSubscriber;";
  private static final String CONDITIONAL = "(Lreactor/core/Fuseable$ConditionalSubscriber;";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String OBJECTS = "[Ljava/lang/Object;";
  private static final String GROUPS = "Ljava/util/Queue;" + F + "Supplier;I";
  private static final String TWO_CONSUMERS = "(" + F + "Consumer;" + F + "Consumer;";

  private static final String WITH_FUNCTIONS =
      "FluxBufferWhen$BufferStartEndMainSubscriber "
          + "FluxCombineLatest$CombineLatestCoordinator FluxConcatMap$ConcatMapDelayed "
          + "FluxConcatMap$ConcatMapImmediate "
          + "FluxConcatMapNoPrefetch$FluxConcatMapNoPrefetchSubscriber "
          + "FluxDelaySubscription$DelaySubscriptionOtherSubscriber "
          + "FluxDistinct$DistinctConditionalSubscriber FluxDistinct$DistinctFuseableSubscriber "
          + "FluxDistinct$DistinctSubscriber "
          + "FluxDistinctUntilChanged$DistinctUntilChangedConditionalSubscriber "
          + "FluxDistinctUntilChanged$DistinctUntilChangedSubscriber "
          + "FluxDoFinally$DoFinallySubscriber FluxDoOnEach$DoOnEachSubscriber "
          + "FluxExpand$ExpandBreathSubscriber FluxExpand$ExpandDepthSubscription "
          + "FluxFilter$FilterConditionalSubscriber FluxFilter$FilterSubscriber "
          + "FluxFilterFuseable$FilterFuseableConditionalSubscriber "
          + "FluxFilterFuseable$FilterFuseableSubscriber FluxFilterWhen$FluxFilterWhenSubscriber "
          + "FluxFlatMap$FlatMapMain FluxFlattenIterable$FlattenIterableSubscriber "
          + "FluxGenerate$GenerateSubscription FluxGroupBy$GroupByMain "
          + "FluxGroupJoin$GroupJoinSubscription FluxHandle$HandleConditionalSubscriber "
          + "FluxHandle$HandleSubscriber FluxHandleFuseable$HandleFuseableConditionalSubscriber "
          + "FluxHandleFuseable$HandleFuseableSubscriber FluxJoin$JoinSubscription "
          + "FluxMap$MapConditionalSubscriber FluxMap$MapSubscriber "
          + "FluxMapFuseable$MapFuseableConditionalSubscriber "
          + "FluxMapFuseable$MapFuseableSubscriber FluxMapSignal$FluxMapSignalSubscriber "
          + "FluxMergeSequential$MergeSequentialMain FluxOnBackpressureDrop$DropSubscriber "
          + "FluxOnErrorResume$ResumeSubscriber FluxOnErrorReturn$ReturnSubscriber "
          + "FluxRepeatPredicate$RepeatPredicateSubscriber "
          + "FluxRetryPredicate$RetryPredicateSubscriber FluxSampleFirst$SampleFirstMain "
          + "FluxSampleTimeout$SampleTimeoutMain FluxScan$ScanSubscriber "
          + "FluxScanSeed$ScanSeedSubscriber FluxSkipUntil$SkipUntilSubscriber "
          + "FluxSkipWhile$SkipWhileSubscriber "
          + "FluxSubscribeOnCallable$CallableSubscribeOnSubscription FluxSwitchMap$SwitchMapMain "
          + "FluxSwitchMapNoPrefetch$SwitchMapMain FluxSwitchOnFirst$AbstractSwitchOnFirstMain "
          + "FluxTakeUntil$TakeUntilPredicateSubscriber FluxTakeWhile$TakeWhileSubscriber "
          + "FluxUsing$UsingConditionalSubscriber FluxUsing$UsingFuseableSubscriber "
          + "FluxUsing$UsingSubscriber FluxUsingWhen$ResourceSubscriber "
          + "FluxUsingWhen$UsingWhenSubscriber FluxWithLatestFrom$WithLatestFromSubscriber "
          + "FluxZip$ZipCoordinator FluxZip$ZipScalarCoordinator FluxZip$ZipSingleCoordinator "
          + "FluxZipIterable$ZipSubscriber LambdaMonoSubscriber LambdaSubscriber "
          + "MonoAll$AllSubscriber MonoAny$AnySubscriber MonoCallable$MonoCallableSubscription "
          + "MonoCollect$CollectSubscriber MonoFilterWhen$MonoFilterWhenMain "
          + "MonoFlatMap$FlatMapMain MonoFlatMapMany$FlatMapManyMain MonoReduce$ReduceSubscriber "
          + "MonoReduceSeed$ReduceSeedSubscriber MonoStreamCollector$StreamCollectorSubscriber "
          + "MonoSupplier$MonoSupplierSubscription MonoUsing$MonoUsingSubscriber "
          + "MonoUsingWhen$MonoUsingWhenSubscriber MonoUsingWhen$ResourceSubscriber "
          + "MonoZip$ZipCoordinator ParallelCollect$ParallelCollectSubscriber "
          + "ParallelReduceSeed$ParallelReduceSeedSubscriber";

  private static final String SUBSCRIBE_TO_RESULTS =
      "FluxConcatMapNoPrefetch$FluxConcatMapNoPrefetchSubscriber FluxFlatMap$FlatMapMain "
          + "FluxMergeSequential$MergeSequentialMain FluxSwitchMap$SwitchMapMain "
          + "FluxSwitchMapNoPrefetch$SwitchMapMain MonoFlatMap$FlatMapMain "
          + "MonoFlatMapMany$FlatMapManyMain";

  private static final String ONCE =
      "FluxOnErrorResume$ResumeSubscriber FluxSwitchIfEmpty$SwitchIfEmptySubscriber "
          + "FluxTimeout$TimeoutMainSubscriber";

  private static final String ITEMS =
      "FluxPeek$PeekSubscriber FluxPeekFuseable$PeekConditionalSubscriber "
          + "FluxPeekFuseable$PeekFuseableConditionalSubscriber "
          + "FluxPeekFuseable$PeekFuseableSubscriber FluxUsingWhen$ResourceSubscriber "
          + "MonoFilterWhen$MonoFilterWhenMain MonoPeekTerminal$MonoTerminalPeekSubscriber "
          + "MonoUsingWhen$ResourceSubscriber StrictSubscriber";

  private static final String RETRIES =
      "FluxRetry$RetrySubscriber FluxRetryPredicate$RetryPredicateSubscriber "
          + "FluxRetryWhen$RetryWhenMainSubscriber";

  private static final String REPEATS =
      "FluxRepeat$RepeatSubscriber FluxRepeatPredicate$RepeatPredicateSubscriber "
          + "FluxRepeatWhen$RepeatWhenMainSubscriber";

  private static final String SEQUENCES =
      "FluxConcatArray$ConcatArrayDelayErrorSubscriber "
          + "FluxConcatArray$ConcatArraySubscriber FluxConcatIterable$ConcatIterableSubscriber "
          + "FluxExpand$ExpandBreathSubscriber FluxExpand$ExpandDepthSubscription "
          + "FluxFilterWhen$FluxFilterWhenSubscriber FluxUsingWhen$UsingWhenSubscriber "
          + "MonoDelayUntil$DelayUntilCoordinator MonoIgnoreThen$ThenIgnoreMain "
          + "MonoUsingWhen$MonoUsingWhenSubscriber";

  @Override
  public String name() {
    return "reactor";
  }

  @Override
  public List<TypeInstrumentation> types() {
    return Arrays.asList(
        functions(),
        of(SUBSCRIBE_TO_RESULTS).advise(MAPPER, method("onNext", "(")),
        of("FluxConcatMap$ConcatMapDelayed FluxConcatMap$ConcatMapImmediate")
            .advise(MAPPER, method("drain", "()")),
        kept(ONCE).advise(END, methods("onError", "onComplete", "handleTimeout")),
        kept(ITEMS)
            .advise(SIGNAL, methods("onNext", "tryOnNext", "poll"))
            .advise(END, methods("onError", "onComplete")),
        kept(RETRIES)
            .advise(SIGNAL, methods("onError", "resubscribe"))
            .advise(END, methods("onComplete")),
        kept(REPEATS)
            .advise(SIGNAL, methods("onComplete", "resubscribe"))
            .advise(END, methods("onError")),
        kept(SEQUENCES)
            .advise(SIGNAL, methods("onError", "onComplete", "drain", "drainQueue"))
            .advise(SIGNAL, methods("subscribeNext", "subscribeNextTrigger")),
        of("BaseSubscriber")
            .advise(SUBSCRIBER + "Subscribe", methods("onSubscribe"))
            .advise(SIGNAL, methods("onNext"))
            .advise(END, methods("onError", "onComplete")));
  }

  private static TypeInstrumentation kept(String names) {
    return of(names).advise(SUBSCRIBER + "Create", method("<init>", "("));
  }

  private static TypeInstrumentation functions() {
    String callable = "Ljava/util/concurrent/Callable;";
    String two = FUNCTION_ARG + FUNCTION_ARG;
    return of(WITH_FUNCTIONS)
        .advise(at(0), made(TWO_CONSUMERS))
        .advise(at(1), made(TWO_CONSUMERS, DOWN + F, CONDITIONAL + F, DOWN + callable))
        .advise(at(2), made(TWO_CONSUMERS, DOWN + two, DOWN + OBJECT + F))
        .advise(at(2), made(CONDITIONAL + OBJECT + F, DOWN + "Ljava/util/Iterator;" + F))
        .advise(at(2), made(DOWN + FUNCTION_ARG + F + "BiPredicate;"))
        .advise(at(2), made(CONDITIONAL + FUNCTION_ARG + F + "BiPredicate;"))
        .advise(at(2), made(DOWN + "Ljava/util/Collection;" + FUNCTION_ARG))
        .advise(at(2), made(CONDITIONAL + "Ljava/util/Collection;" + FUNCTION_ARG))
        .advise(at(2), made("(Lreactor/core/CorePublisher;" + DOWN.substring(1) + F))
        .advise(at(2), made("(Lorg/reactivestreams/Publisher;" + DOWN.substring(1) + F))
        .advise(at(3), made(TWO_CONSUMERS + "Ljava/lang/Runnable;" + F, DOWN + two + F))
        .advise(at(3), made(DOWN + OBJECT + F + "BiConsumer;" + F))
        .advise(at(3), made(DOWN + OBJECT + FUNCTION_ARG + F, DOWN + "IZ" + F))
        .advise(at(3), made(CONDITIONAL + OBJECT + FUNCTION_ARG + F))
        .advise(at(3), made(DOWN + OBJECT + BI_FUNCTION + F, DOWN + OBJECTS + "I" + F))
        .advise(at(4), made(DOWN + two + BI_FUNCTION + F, DOWN + OBJECTS + "II" + F))
        .advise(at(4), made(DOWN + OBJECT + FUNCTION_ARG + BI_FUNCTION + F))
        .advise(at(4), made(CONDITIONAL + OBJECT + FUNCTION_ARG + BI_FUNCTION + F))
        .advise(at(4), made("([Lreactor/core/publisher/Mono;" + DOWN.substring(1) + "IZ" + F))
        .advise(at(4), made(DOWN + GROUPS + F))
        .advise(at(5), made(DOWN + GROUPS + FUNCTION_ARG + F));
  }

  private static String at(int index) {
    return TypeInstrumentation.shifted(FUNCTION, index);
  }

  private static TypeInstrumentation of(String names) {
    String[] full = names.split(" ");
    for (int i = 0; i < full.length; i++) {
      full[i] = "reactor.core.publisher." + full[i];
    }
    return TypeInstrumentation.named(full);
  }

  private static MethodMatch[] made(String... descriptorStarts) {
    MethodMatch[] made = new MethodMatch[descriptorStarts.length];
    for (int i = 0; i < made.length; i++) {
      made[i] = method("<init>", descriptorStarts[i]);
    }
    return made;
  }

  private static MethodMatch[] methods(String... names) {
    MethodMatch[] methods = new MethodMatch[names.length];
    for (int i = 0; i < methods.length; i++) {
      methods[i] = method(names[i], "(");
    }
    return methods;
  }
}
