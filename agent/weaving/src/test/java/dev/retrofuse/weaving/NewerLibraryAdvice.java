package dev.retrofuse.weaving;

import java.lang.management.ManagementFactory;
import net.bytebuddy.asm.Advice;
import org.junit.jupiter.api.Assertions;

/** Names a library that the woven class's loader does not have. */
public final class NewerLibraryAdvice {
  private NewerLibraryAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    if (ManagementFactory.getRuntimeMXBean() == null) {
      Assertions.fail();
    }
  }
}
