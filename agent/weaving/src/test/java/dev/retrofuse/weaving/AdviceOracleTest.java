package dev.retrofuse.weaving;

import static dev.retrofuse.weaving.MethodMatch.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.retrofuse.waist.RetrofuseAgent;
import dev.retrofuse.weaving.samples.Shapes;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds our weaving of advice against Byte Buddy's: the same advice, the same calls. */
class AdviceOracleTest {
  private static final Map<String, Object[]> CALLS = new LinkedHashMap<>();

  static {
    CALLS.put("wide", new Object[] {7L, 2.5, "abc"});
    CALLS.put("loop", new Object[] {1});
    CALLS.put("given", new Object[] {"gift"});
    CALLS.put("caught", new Object[] {"x"});
    CALLS.put("nothing", new Object[] {new int[] {1}});
    CALLS.put("small", new Object[] {(byte) 3, true, 'c', 1.5f});
    CALLS.put("third", new Object[] {5});
    CALLS.put("never", new Object[] {1.0});
  }

  private final List<String> log = new ArrayList<>();

  @AfterEach
  void reset() {
    Seen.skipping = false;
    Seen.faulty = false;
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true"})
  void aroundMethodsOfEveryShape(boolean skipping, boolean faulty) throws Exception {
    Seen.skipping = skipping;
    Seen.faulty = faulty;
    String[] names = CALLS.keySet().toArray(new String[0]);
    List<String> ours = outcomes(ours(List.of(AroundAdvice.class), names));
    assertEquals(outcomes(byteBuddys(List.of(AroundAdvice.class), names)), ours);
    assertEquals(CALLS.size() + 2, ours.size());
  }

  @ParameterizedTest
  @CsvSource({"in", "out", "both", "reversed"})
  void whatGoesInAndComesOut(String which) throws Exception {
    List<Class<?>> advice =
        switch (which) {
          case "in" -> List.of(ChangingAdvice.In.class);
          case "out" -> List.of(ChangingAdvice.Out.class);
          case "both" -> List.of(AroundAdvice.class, ChangingAdvice.In.class, AroundAdvice.class);
          default -> List.of(ChangingAdvice.In.class, AroundAdvice.class);
        };
    assertEquals(outcomes(byteBuddys(advice, "given")), outcomes(ours(advice, "given")));
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true"})
  void aBodyThatIsRepeatedFindsItsArgumentsAsTheyWere(boolean skipping, boolean faulty)
      throws Exception {
    Seen.skipping = skipping;
    Seen.faulty = faulty;
    String[] names = CALLS.keySet().toArray(new String[0]);
    for (List<Class<?>> advice :
        List.<List<Class<?>>>of(
            List.of(RepeatingAdvice.ByFlag.class),
            List.of(AroundAdvice.class, RepeatingAdvice.ByFlag.class),
            List.of(RepeatingAdvice.ByFlag.class, AroundAdvice.class))) {
      assertEquals(
          outcomes(byteBuddys(advice, names)), outcomes(ours(advice, names)), advice.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"alone", "within", "around"})
  void aBodyIsRepeatedWithWhatEnterMadeOfItsArguments(String which) throws Exception {
    List<Class<?>> advice =
        switch (which) {
          case "within" -> List.of(AroundAdvice.class, RepeatingAdvice.ByObject.class);
          case "around" -> List.of(RepeatingAdvice.ByObject.class, ChangingAdvice.In.class);
          default -> List.of(RepeatingAdvice.ByObject.class);
        };
    assertEquals(outcomes(byteBuddys(advice, "given")), outcomes(ours(advice, "given")));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ChangingAdvice.Other.class,
        ChangingAdvice.Wrong.class,
        ChangingAdvice.Field.class
      })
  void whatComesOutWhateverItsType(Class<?> advice) throws Exception {
    String[] names = {"wide", "loop", "given", "caught", "small", "never"};
    List<Class<?>> advices = List.of(advice);
    assertEquals(outcomes(byteBuddys(advices, names)), outcomes(ours(advices, names)));
  }

  @Test
  void whatGoesInWhateverItsType() throws Exception {
    List<Class<?>> advice = List.of(ChangingAdvice.AnyIn.class);
    String[] names = {"given", "caught", "nothing"};
    assertEquals(outcomes(byteBuddys(advice, names)), outcomes(ours(advice, names)));
  }

  @Test
  void whatStandsFurtherBehind() throws Exception {
    String advice = TypeInstrumentation.shifted(ChangingAdvice.AnyIn.class.getName(), 2);
    TypeInstrumentation third = TypeInstrumentation.named(Shapes.class.getName());
    List<String> ours = outcomes(woven(third.advise(advice, method("wide", "("))));
    assertTrue(ours.get(ours.size() - 1).startsWith("[came abc]"), ours::toString);
  }

  private static List<String> outcomes(byte[] file) throws Exception {
    Seen.NOTES.clear();
    Class<?> type =
        ClassFiles.loader(Shapes.class.getName(), file, Shapes.class.getClassLoader())
            .loadClass(Shapes.class.getName());
    Object shapes = type.getConstructor().newInstance();
    List<String> outcomes = new ArrayList<>();
    for (Map.Entry<String, Object[]> call : CALLS.entrySet()) {
      outcomes.add(outcome(shapes, call.getKey(), call.getValue()));
    }
    outcomes.add(outcome(shapes, "given", new Object[] {null}));
    outcomes.add(Seen.NOTES + " " + type.getField("count").get(shapes));
    return outcomes;
  }

  private static String outcome(Object shapes, String name, Object[] arguments) throws Exception {
    for (java.lang.reflect.Method method : shapes.getClass().getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        try {
          return name + " gave " + method.invoke(shapes, arguments);
        } catch (InvocationTargetException e) {
          return name + " threw " + e.getCause();
        }
      }
    }
    throw new AssertionError(name);
  }

  private byte[] ours(List<Class<?>> advice, String... methods) {
    TypeInstrumentation type = TypeInstrumentation.named(Shapes.class.getName());
    for (Class<?> each : advice) {
      for (String name : methods) {
        type.advise(each.getName(), method(name, "("));
      }
    }
    return woven(type);
  }

  private byte[] woven(TypeInstrumentation type) {
    Weaving weaving = SampleWeaving.of(type, log);
    byte[] woven =
        weaving.transform(
            getClass().getClassLoader(),
            Shapes.class.getName().replace('.', '/'),
            null,
            null,
            ClassFiles.of(Shapes.class));
    assertNotNull(woven, log::toString);
    return woven;
  }

  private static byte[] byteBuddys(List<Class<?>> advice, String... methods) throws Exception {
    StackManipulation report =
        new StackManipulation.Compound(
            new TextConstant("sample"),
            MethodInvocation.invoke(
                new net.bytebuddy.description.method.MethodDescription.ForLoadedMethod(
                    RetrofuseAgent.class.getMethod("fault", Throwable.class, String.class))));
    DynamicType.Builder<?> builder =
        new ByteBuddy()
            .decorate(
                Shapes.class, ClassFileLocator.ForClassLoader.of(Shapes.class.getClassLoader()));
    for (Class<?> each : advice.stream().distinct().toList()) {
      builder =
          builder.visit(
              Advice.to(each)
                  .withExceptionHandler(new Advice.ExceptionHandler.Simple(report))
                  .on(ElementMatchers.namedOneOf(methods)));
    }
    return builder.make().getBytes();
  }
}
