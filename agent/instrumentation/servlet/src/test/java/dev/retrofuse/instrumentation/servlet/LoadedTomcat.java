package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import org.apache.catalina.AccessLog;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Valve;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;

/** Tomcat from 7 on, with a valve that also logs accesses. */
public final class LoadedTomcat implements InboundServer {
  private final Tomcat tomcat = new Tomcat();

  public LoadedTomcat(String dispatches) throws Exception {
    withoutProtocol();
    File folder = Files.createTempDirectory("tomcat").toFile();
    folder.deleteOnExit();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "2");
    connector.setProperty("minSpareThreads", "1");
    Context context = tomcat.addContext("", folder.getPath());
    context.setParentClassLoader(LoadedTomcat.class.getClassLoader());
    Wrapper wrapper = Tomcat.addServlet(context, "service", dispatches);
    wrapper.setAsyncSupported(true);
    call(context, "addServletMapping", "/", "service");
    call(context, "addErrorPage", errorPage());
    tomcat.getHost().getPipeline().addValve(new Outside());
    tomcat.start();
  }

  // A JVM has one factory of these for all Tomcats in it.
  private static void withoutProtocol() throws ReflectiveOperationException {
    try {
      Class.forName("org.apache.catalina.webresources.TomcatURLStreamHandlerFactory")
          .getMethod("disable")
          .invoke(null);
    } catch (ClassNotFoundException tomcat7) {
      // It does without, if it must.
    }
  }

  private static Object errorPage() throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = Class.forName("org.apache.tomcat.util.descriptor.web.ErrorPage");
    } catch (ClassNotFoundException tomcat7) {
      type = Class.forName("org.apache.catalina.deploy.ErrorPage");
    }
    Object page = type.getConstructor().newInstance();
    type.getMethod("setLocation", String.class).invoke(page, "/target");
    return page;
  }

  // By how its name begins: the rest, and types, differ between versions.
  private static void call(Context context, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : Context.class.getMethods()) {
      if (method.getName().startsWith(name) && method.getParameterCount() == arguments.length) {
        method.invoke(context, arguments);
        return;
      }
    }
    throw new NoSuchMethodException(name);
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Outside extends ValveBase implements AccessLog {
    Outside() {
      super(true);
    }

    // Not by name: what it throws is javax's or jakarta's.
    @Override
    public void invoke(Request request, Response response) throws IOException {
      DispatchContract.see("outside");
      try {
        Valve.class
            .getMethod("invoke", Request.class, Response.class)
            .invoke(getNext(), request, response);
      } catch (ReflectiveOperationException e) {
        throw new IOException(e);
      }
      DispatchContract.see("outside");
    }

    @Override
    public void log(Request request, Response response, long time) {
      DispatchContract.see("outside");
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {}

    @Override
    public boolean getRequestAttributesEnabled() {
      return false;
    }
  }
}
