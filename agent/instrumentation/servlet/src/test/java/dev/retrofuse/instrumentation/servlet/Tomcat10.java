package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Tomcat 10.1 on a free port, with two threads, one filter and one servlet. */
final class Tomcat10 implements InboundServer {
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();

  private Tomcat10() {}

  static Tomcat10 start(Path directory, Filter filter, Servlet servlet) throws LifecycleException {
    TomcatURLStreamHandlerFactory.disable(); // a JVM has one for all Tomcats in it
    Tomcat10 server = new Tomcat10();
    server.tomcat.setBaseDir(directory.toString());
    server.connector.setPort(0);
    server.connector.setProperty("address", "127.0.0.1");
    server.connector.setProperty("maxThreads", "2");
    server.connector.setProperty("minSpareThreads", "1");
    server.tomcat.setConnector(server.connector);
    StandardContext context = (StandardContext) server.tomcat.addContext("", directory.toString());
    withoutLeakDetection(context);
    add(context, filter);
    Wrapper wrapper = Tomcat.addServlet(context, "service", servlet);
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "service");
    server.tomcat.start();
    return server;
  }

  // It wants packages of the JDK opened, and warns at every stop.
  private static void withoutLeakDetection(StandardContext context) {
    context.setClearReferencesObjectStreamClassCaches(false);
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesRmiTargets(false);
  }

  private static void add(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("front");
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName("front");
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
