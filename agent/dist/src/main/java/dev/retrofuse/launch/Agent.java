package dev.retrofuse.launch;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;

/**
 * The jar's face to the JVM: {@code -javaagent}, attach and {@code java -jar}. It keeps no state,
 * because the JVM never unloads it: a later attach, of this version or another, starts afresh.
 */
public final class Agent {
  private static final String ENTRY = "dev.retrofuse.agent.Entry";
  private static final String CLI = "dev.retrofuse.agent.CommandLine";

  private Agent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    start("premain", arguments, instrumentation);
  }

  public static void agentmain(String arguments, Instrumentation instrumentation) {
    start("agentmain", arguments, instrumentation);
  }

  /** The command line; ends the process with its exit code. */
  public static void main(String[] arguments) throws Exception {
    File jar = ownJar();
    InnerLoader loader = new InnerLoader(jar);
    Thread.currentThread().setContextClassLoader(loader);
    Object code =
        loader
            .loadClass(CLI)
            .getMethod("run", String[].class, File.class)
            .invoke(null, arguments, jar);
    System.exit((Integer) code);
  }

  // Whatever goes wrong here, the application must start: one line, and the JVM goes on without us.
  private static void start(String how, String arguments, Instrumentation instrumentation) {
    try {
      File jar = jar(arguments);
      InnerLoader loader = new InnerLoader(jar);
      loader
          .loadClass(ENTRY)
          .getMethod(how, String.class, Instrumentation.class, File.class)
          .invoke(null, arguments, instrumentation, jar);
    } catch (InvocationTargetException e) {
      off(e.getCause());
    } catch (Throwable e) {
      off(e);
    }
  }

  private static void off(Throwable cause) {
    System.err.println("[retrofuse] is off, the application runs without it: " + cause);
  }

  // A newer jar attached to a JVM that knows this class already from an older one names itself.
  private static File jar(String arguments) throws URISyntaxException {
    int at = arguments == null ? -1 : arguments.indexOf("jar=");
    if (at < 0 || (at > 0 && arguments.charAt(at - 1) != ',')) {
      return ownJar();
    }
    int end = arguments.indexOf(',', at);
    String path = end < 0 ? arguments.substring(at + 4) : arguments.substring(at + 4, end);
    return new File(path.replace("%2C", ",").replace("%25", "%"));
  }

  private static File ownJar() throws URISyntaxException {
    return new File(Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
