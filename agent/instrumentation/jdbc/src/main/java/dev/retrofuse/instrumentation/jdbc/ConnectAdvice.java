package dev.retrofuse.instrumentation.jdbc;

import dev.retrofuse.waist.RetrofuseConnecting;
import dev.retrofuse.waist.RetrofuseGuard;
import dev.retrofuse.waist.RetrofuseJdbc;
import dev.retrofuse.waist.RetrofuseThread;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.sql.Driver;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;

/**
 * Around {@code Driver.connect}, which DriverManager tries on every driver until one accepts the
 * URL, and around data sources that connect by themselves and have a URL as a property.
 */
final class ConnectAdvice {
  private ConnectAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnNonDefaultValue.class)
  @SuppressWarnings("UnusedVariable") // the body reads the properties
  static boolean enter(
      @Advice.This Object source,
      @Advice.Argument(value = 0, optional = true, typing = Typing.DYNAMIC) Object first,
      @Advice.Argument(value = 1, optional = true, readOnly = false, typing = Typing.DYNAMIC)
          Object properties,
      @Advice.Local("given") Object given,
      @Advice.Local("connecting") RetrofuseConnecting connecting,
      @Advice.Local("url") String url,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("thread") RetrofuseThread thread)
      throws Exception {
    if (RetrofuseJdbc.hook == null) {
      return false;
    }
    if (source instanceof Driver) {
      url = first != null && ((Driver) source).acceptsURL((String) first) ? (String) first : null;
    } else {
      for (Method method : source.getClass().getMethods()) {
        String name = method.getName();
        // HSQLDB before 2 calls it database.
        url =
            name.equalsIgnoreCase("getURL") || name.equals("getDatabase")
                ? (String) method.invoke(source)
                : url;
      }
      // MariaDB's before 3 keeps it to itself, but here it is that class that asks.
      for (Field field : source.getClass().getDeclaredFields()) {
        url = url == null && field.getName().equals("url") ? (String) field.get(source) : url;
      }
    }
    if (url != null) {
      guard = RetrofuseJdbc.connect(url);
      permit = guard == null ? 0 : guard.enter();
      connecting = RetrofuseJdbc.connecting(guard, permit, source, url, properties);
      given = properties;
      properties = connecting == null ? properties : connecting.properties();
      // What a driver asks its new connection belongs to connecting, guarded or not.
      thread = RetrofuseThread.current();
      thread.enter(RetrofuseThread.JDBC);
    }
    return permit < 0;
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.This Object source,
      @Advice.Local("given") Object given,
      @Advice.Local("connecting") RetrofuseConnecting connecting,
      @Advice.Local("url") String url,
      @Advice.Local("guard") RetrofuseGuard guard,
      @Advice.Local("permit") long permit,
      @Advice.Local("thread") RetrofuseThread thread,
      @Advice.Return(readOnly = false, typing = Typing.DYNAMIC) Object connection,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    thrown = connecting == null ? thrown : connecting.end(connection, thrown);
    if (thread != null) {
      thread.leave(RetrofuseThread.JDBC);
    }
    if (guard != null) {
      thrown = guard.exit(permit, 0, thrown);
    }
    Object replica =
        guard == null || thrown == null
            ? null
            : RetrofuseJdbc.replica(source, given, guard, permit < 0, thrown);
    if (replica != null) {
      connection = replica; // of which is known already where it leads
      thrown = null;
    } else if (url != null && source instanceof Driver) {
      RetrofuseJdbc.connected(url, connection);
    }
  }
}
