package dev.retrofuse.cli.attach;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The JDK's Attach API, by reflection: it is in {@code tools.jar} of a JDK 8, in module {@code
 * jdk.attach} later, and not there at all in a JRE.
 */
final class JdkAttach implements Channel {
  private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";
  private static final String NO_CODE = "0";

  private final Class<?> virtualMachine;

  private JdkAttach(Class<?> virtualMachine) {
    this.virtualMachine = virtualMachine;
  }

  /** Null where this Java has no Attach API. */
  static JdkAttach find() {
    try {
      return new JdkAttach(Class.forName(VIRTUAL_MACHINE, false, loader()));
    } catch (ClassNotFoundException | MalformedURLException | LinkageError absent) {
      return null;
    }
  }

  private static ClassLoader loader() throws MalformedURLException {
    File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
    ClassLoader system = ClassLoader.getSystemClassLoader();
    return tools.exists() ? new URLClassLoader(new URL[] {tools.toURI().toURL()}, system) : system;
  }

  @Override
  public void load(Target target, File jar, String arguments) throws AttachFailure {
    Object machine = call(target, null, "attach", Long.toString(target.pid()));
    try {
      call(target, machine, "loadAgent", jar.getPath(), arguments);
    } finally {
      call(target, machine, "detach");
    }
  }

  private Object call(Target target, Object machine, String name, Object... arguments)
      throws AttachFailure {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = String.class;
    }
    try {
      Method method = virtualMachine.getMethod(name, types);
      return method.invoke(machine, arguments);
    } catch (InvocationTargetException e) {
      return refused(target, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AttachFailure("this Java's Attach API cannot be used: " + e, e);
    }
  }

  private static Object refused(Target target, Throwable cause) throws AttachFailure {
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    switch (cause.getClass().getSimpleName()) {
      case "AttachNotSupportedException":
        throw new AttachFailure(target + " does not answer: " + message, cause);
      case "AgentLoadException":
        if (message.equals(NO_CODE)) {
          // A newer Attach API misreads the success of a Java 8 JVM.
          return null;
        }
        throw new AttachFailure(Refusals.notLoaded(target, message), cause);
      case "AgentInitializationException":
        throw new AttachFailure(Refusals.notStarted(target), cause);
      default:
        throw new AttachFailure(target + " could not be spoken to: " + message, cause);
    }
  }
}
