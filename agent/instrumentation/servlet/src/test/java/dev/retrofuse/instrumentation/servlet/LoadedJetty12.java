package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty 12 with javax in its ee8 or jakarta in its ee10, with a handler around. */
public final class LoadedJetty12 implements InboundServer {
  private final Server server = new Server(new QueuedThreadPool(4));
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  public LoadedJetty12(String dispatches) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    String servlets =
        "org.eclipse.jetty." + (dispatches.contains("Javax") ? "ee8" : "ee10") + ".servlet.";
    Object context = instance(servlets + "ServletContextHandler");
    call(call(context, "addServlet", dispatches, "/"), "setAsyncSupported", true);
    Object errors = instance(servlets + "ErrorPageErrorHandler");
    call(errors, "addErrorPage", "org.eclipse.jetty.server.error_page.global", "/target");
    call(context, "setErrorHandler", errors);
    server.setHandler(
        outside(context instanceof Supplier ? ((Supplier<?>) context).get() : context));
    server.start();
  }

  private static Handler outside(Object servlets) {
    return (Handler)
        Proxy.newProxyInstance(
            Handler.class.getClassLoader(),
            new Class<?>[] {Handler.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("handle")) {
                return method.invoke(servlets, arguments);
              }
              DispatchContract.see("outside");
              Object handled = method.invoke(servlets, arguments);
              DispatchContract.see("outside");
              return handled;
            });
  }

  private static Object instance(String type) throws ReflectiveOperationException {
    return Class.forName(type).getConstructor().newInstance();
  }

  // What these are compiled against has been moved since.
  private static Object call(Object target, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && fits(method.getParameterTypes(), arguments)) {
        return method.invoke(target, arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    boolean fits = types.length == arguments.length;
    for (int i = 0; fits && i < types.length; i++) {
      fits = types[i] == boolean.class || types[i].isInstance(arguments[i]);
    }
    return fits;
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
