package dev.retrofuse.waist;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code java.sql.ResultSet} without rows and columns, or the metadata of one. A proxy, because
 * code of java.base cannot name java.sql; and here, because the application may keep it longer than
 * the agent stays.
 */
public final class RetrofuseEmptyResult implements InvocationHandler {
  private static final String NO_ROW = "24000";
  private static final Map<String, Integer> NUMBERS = numbers();
  private static final List<String> NOTHING =
      Arrays.asList(
          "setFetchSize", "setFetchDirection", "clearWarnings", "beforeFirst", "afterLast");

  private final Object statement;
  private final boolean metadata;
  private volatile boolean closed;

  private RetrofuseEmptyResult(Object statement, boolean metadata) {
    this.statement = statement;
    this.metadata = metadata;
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<String, Integer>();
    numbers.put("getRow", 0);
    numbers.put("getFetchSize", 0);
    numbers.put("getFetchDirection", 1000);
    numbers.put("getType", 1004); // scrolls, for who asked for that, and sees no changes
    numbers.put("getConcurrency", 1007);
    numbers.put("getHoldability", 1);
    return numbers;
  }

  /**
   * A result of that statement.
   *
   * @param resultSet {@code java.sql.ResultSet}
   */
  public static Object of(Class<?> resultSet, Object statement) {
    return proxy(resultSet, new RetrofuseEmptyResult(statement, false));
  }

  private static Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    String name = method.getName();
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, name, arguments);
    }
    if (name.equals("unwrap") || name.equals("isWrapperFor")) {
      return wrapped(proxy, method, (Class<?>) arguments[0]);
    }
    return metadata ? ofMetadata(method) : ofResult(method);
  }

  private Object ofObject(Object proxy, String name, Object[] arguments) {
    if (name.equals("equals")) {
      return proxy == arguments[0];
    }
    return name.equals("hashCode")
        ? (Object) System.identityHashCode(proxy)
        : "an empty result in place of a call that was not made or failed";
  }

  private static Object wrapped(Object proxy, Method method, Class<?> type) throws Throwable {
    boolean is = type.isInstance(proxy);
    if (method.getReturnType() == boolean.class) {
      return is;
    }
    if (!is) {
      throw failure(method, "This is no " + type.getName(), "HY000");
    }
    return proxy;
  }

  private static Object ofMetadata(Method method) throws Throwable {
    if (method.getName().equals("getColumnCount")) {
      return 0;
    }
    throw failure(method, "An empty result has no columns", "42S22");
  }

  private Object ofResult(Method method) throws Throwable {
    String name = method.getName();
    if (name.equals("close")) {
      closed = true;
      return null;
    }
    if (name.equals("isClosed")) {
      return closed || isStatementClosed(method);
    }
    if (closed || isStatementClosed(method)) {
      throw failure(method, "The result set is closed", NO_ROW);
    }
    return ofOpenResult(method, name);
  }

  private Object ofOpenResult(Method method, String name) throws Throwable {
    if (name.equals("getStatement")) {
      return statement;
    }
    if (name.equals("getMetaData")) {
      return proxy(method.getReturnType(), new RetrofuseEmptyResult(statement, true));
    }
    if (NUMBERS.containsKey(name)) {
      return NUMBERS.get(name);
    }
    if (NOTHING.contains(name) || name.equals("getWarnings")) {
      return null;
    }
    if (method.getReturnType() == boolean.class && !name.equals("getBoolean")) {
      return false; // there is no next, first, last or previous row, and the cursor is on none
    }
    throw failure(
        method,
        name.equals("findColumn") ? "An empty result has no columns" : "There is no current row",
        name.equals("findColumn") ? "42S22" : NO_ROW);
  }

  private boolean isStatementClosed(Method ofResult) {
    try {
      Class<?> resultSet = ofResult.getDeclaringClass();
      Class<?> type = resultSet.getMethod("getStatement").getReturnType();
      return (Boolean) type.getMethod("isClosed").invoke(statement);
    } catch (Exception unknown) {
      return false; // drivers from before JDBC 4 cannot say
    } catch (LinkageError unknown) {
      return false;
    }
  }

  private static Throwable failure(Method method, String text, String state) throws Exception {
    Class<?> type = method.getExceptionTypes()[0];
    return (Throwable) type.getConstructor(String.class, String.class).newInstance(text, state);
  }
}
