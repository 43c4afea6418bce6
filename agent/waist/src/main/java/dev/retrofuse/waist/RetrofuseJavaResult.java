package dev.retrofuse.waist;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The stage itself, for a stage of a stage. */
final class RetrofuseJavaResult
    implements Function<CompletionStage<Object>, CompletionStage<Object>> {
  static final RetrofuseJavaResult SAME = new RetrofuseJavaResult();

  private RetrofuseJavaResult() {}

  @Override
  public CompletionStage<Object> apply(CompletionStage<Object> stage) {
    return stage;
  }
}
