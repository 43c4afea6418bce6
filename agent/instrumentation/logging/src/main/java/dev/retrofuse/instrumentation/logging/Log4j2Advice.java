package dev.retrofuse.instrumentation.logging;

import dev.retrofuse.waist.RetrofuseLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.apache.logging.log4j.core.config.Property;

/** The event's MDC, which it is given when it is made. */
final class Log4j2Advice {
  private Log4j2Advice() {}

  /** Up to 2.6: a map that it may share with other events. */
  static final class Event {
    @Advice.OnMethodExit(suppress = Throwable.class)
    static void exit(
        @Advice.FieldValue(value = "contextMap", readOnly = false) Map<String, String> mdc) {
      mdc = RetrofuseLog.with(mdc);
    }
  }

  /** From 2.7 on: properties of the configuration come along, and the MDC's entries win. */
  static final class Inject {
    @Advice.OnMethodEnter(suppress = Throwable.class)
    static void enter(@Advice.Argument(value = 0, readOnly = false) List<Property> properties) {
      String[] entries = RetrofuseLog.entries();
      if (entries == null) {
        return;
      }
      List<Property> all = new ArrayList<>();
      for (int i = 0; i < entries.length; i += 2) {
        all.add(Property.createProperty(entries[i], entries[i + 1]));
      }
      if (properties != null) {
        all.addAll(properties);
      }
      properties = all;
    }
  }
}
