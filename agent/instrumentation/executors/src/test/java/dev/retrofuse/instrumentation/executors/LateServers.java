package dev.retrofuse.instrumentation.executors;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.MethodMatch;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Classes that are loaded when a test uses them, and what stands for an instrumentation of one. */
final class LateServers {
  private LateServers() {}

  /** Of the nested class of that name, which this does not load. */
  static LibraryInstrumentation instrumentation(String name) {
    return new LibraryInstrumentation() {
      @Override
      public String name() {
        return "servers";
      }

      @Override
      public List<TypeInstrumentation> types() {
        return List.of(
            TypeInstrumentation.named(name)
                .advise(ServeAdvice.class.getName(), MethodMatch.method("serve", "(")));
      }
    };
  }

  /** Does nothing. */
  static final class ServeAdvice {
    private ServeAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter() {}
  }

  static final class First {
    int serve() {
      return 1;
    }
  }

  static final class Second {
    int serve() {
      return 2;
    }
  }

  static final class Third {
    int serve() {
      return 3;
    }
  }
}
